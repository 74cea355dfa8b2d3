import { z } from 'zod';

const milliseconds = (fallback: number) =>
  z.coerce.number().int().min(1).max(3_600_000).default(fallback);

/**
 * Settings of the event machinery. All have defaults; a service that wants them settable from its environment
 * extends its own configuration: `baseConfig.extend(eventsConfig.shape)`.
 */
export const eventsConfig = z.object({
  /** Copies of the service's stream: 3 in production. */
  EVENT_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  /** Upper bound of the service's stream on disk, in bytes; the oldest messages go first. */
  EVENT_STREAM_MAX_BYTES: z.coerce.number().int().min(1_048_576).default(536_870_912),
  /** How often a handler is tried before its event becomes a dead letter. */
  EVENT_MAX_TRIES: z.coerce.number().int().min(1).max(50).default(5),
  /** Wait before the second try, in milliseconds; doubles up to 5 s. With 5 tries about 10 s in all. */
  EVENT_RETRY_DELAY_MS: milliseconds(700),
  /** Handlers of this process that run at once; never more than half of the connections of the pool. */
  EVENT_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(5),
});

export type EventsConfig = z.infer<typeof eventsConfig>;

/** Where {@link EventsConfig} is injected. */
export const eventsConfigToken = Symbol('tribe.events-config');

/** The settings in a service's configuration; what the service does not declare has its default. */
export const eventsConfigOf = (service: unknown): EventsConfig => eventsConfig.parse(service);

const day = 86_400_000;

/** How long a stream keeps a message, in milliseconds. */
export const streamMaxAgeMs = 7 * day;

/** How long a published outbox row stays: a refill must be able to restore all that the stream held. */
export const outboxRetentionMs = streamMaxAgeMs + day;

/**
 * How long an inbox row stays. A row published again by a refill on the last day of the outbox lives another seven
 * days in the stream, and must still meet its inbox row there.
 */
export const inboxRetentionMs = outboxRetentionMs + streamMaxAgeMs + day;
