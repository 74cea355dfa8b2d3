import { streamMaxAgeMs } from '@tribe/contracts';
import { dayMs } from '@tribe/service-kit';
import { z } from 'zod';

const milliseconds = (fallback: number) =>
  z.coerce.number().int().min(1).max(3_600_000).default(fallback);

/**
 * Settings of this lib. All have defaults; to make them settable from the environment, a service extends its own
 * configuration: `baseConfig.extend(eventsConfig.shape)`.
 */
export const eventsConfig = z.object({
  EVENT_MAX_TRIES: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .default(5)
    .describe('Number of times a handler is tried before its event becomes a dead letter'),
  EVENT_RETRY_DELAY_MS: milliseconds(700).describe(
    'Wait before the second try, in milliseconds; doubles up to 5 s. Five tries take about 10 s',
  ),
  EVENT_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(5)
    .describe('Concurrent handlers of the process; at most half of its database connections'),
});

export type EventsConfig = z.infer<typeof eventsConfig>;

/** Injection token of {@link EventsConfig}. */
export const eventsConfigToken = Symbol('tribe.events-config');

/** Returns the event settings of a service's configuration, with defaults for settings that it does not declare. */
export const eventsConfigOf = (service: unknown): EventsConfig => eventsConfig.parse(service);

/** How long a published outbox row is kept, in milliseconds: a refill must restore everything that the stream held. */
export const outboxRetentionMs = streamMaxAgeMs + dayMs;

/**
 * How long an inbox row is kept, in milliseconds. A refill may republish an outbox row on its last day; the message
 * then stays in the stream for seven more days and must still find its inbox row.
 */
export const inboxRetentionMs = outboxRetentionMs + streamMaxAgeMs + dayMs;
