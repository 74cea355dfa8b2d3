import { baseConfig, flag } from '@tribe/service-kit';
import { z } from 'zod';

export const realtimeConfig = baseConfig.extend({
  MAX_SOCKETS_PER_USER: z.coerce
    .number()
    .int()
    .min(1)
    .default(10)
    .describe('Maximum number of sockets of one user on one replica; further sockets are refused'),
  MAX_SOCKETS: z.coerce
    .number()
    .int()
    .min(1)
    .default(20_000)
    .describe('Maximum number of sockets of one replica'),
  MAX_SUBSCRIPTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .default(100)
    .describe('Maximum number of goals, posts and conversations that one socket may subscribe to'),
  MAX_CLIENT_EVENTS_PER_10_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(50)
    .describe(
      'Maximum number of events that one socket may send in ten seconds; it may send twice as many frames of any kind',
    ),
  MAX_UNREAD_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .default(1_048_576)
    .describe('Maximum size of the pushes that wait for one socket; above, it is disconnected'),
  SUBSCRIPTION_REVIEW_MS: z.coerce
    .number()
    .int()
    .min(10)
    .default(180_000)
    .describe(
      'Time after which the owner is asked again whether a user may watch what their sockets watch, in milliseconds',
    ),
  RATE_LIMIT_ENABLED: flag
    .prefault('true')
    .describe('Whether the number of refused tokens per address is limited'),
  CONNECT_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(10)
    .default(5_000)
    .describe('Time in which a new connection must authenticate, in milliseconds'),
  STREAM_HEARTBEAT_MS: z.coerce
    .number()
    .int()
    .min(10)
    .default(20_000)
    .describe(
      'Time between two comments in an event stream, which keep it open in proxies, in milliseconds',
    ),
  PRESENCE_TTL_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(60)
    .describe('Time for which a user counts as online without a heartbeat, in seconds'),
  TYPING_TTL_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(60)
    .describe('Time for which a user counts as typing without a further event, in seconds'),
  LOCATION_TTL_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(120)
    .describe(
      'Time for which a shared location is kept and shown unless the device reports a new location, in seconds',
    ),
  LOCATION_INTERVAL_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(1_000)
    .describe('Time between two locations of a device, in milliseconds; others are dropped'),
  FEED_HINT_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(5_000)
    .describe(
      'Time between two hints to a user that the home feed has new entries, in milliseconds; the first one comes at once',
    ),
  POST_COUNTS_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(500)
    .describe(
      'Time for which the likes and comments of posts are collected before their counts are pushed, in milliseconds',
    ),
  PRESENCE_DEBOUNCE_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(5_000)
    .describe(
      'Time for which a user must be disconnected before friends see it, in milliseconds; a quick reconnect is not visible',
    ),
});

export type RealtimeConfig = z.infer<typeof realtimeConfig>;
