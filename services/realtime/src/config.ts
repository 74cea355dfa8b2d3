import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const realtimeConfig = baseConfig.extend({
  /** Maximum number of sockets of one user on one pod. */
  MAX_SOCKETS_PER_USER: z.coerce.number().int().min(1).default(10),
  /** Maximum number of sockets on one pod. */
  MAX_SOCKETS: z.coerce.number().int().min(1).default(20_000),
  /** Maximum number of goals that one socket may subscribe to. */
  MAX_SUBSCRIPTIONS: z.coerce.number().int().min(1).default(100),
  /** Maximum number of events that one socket may send in ten seconds. */
  MAX_CLIENT_EVENTS_PER_10_SECONDS: z.coerce.number().int().min(1).default(50),
  /** Seconds that a user counts as online without a heartbeat. */
  PRESENCE_TTL_SECONDS: z.coerce.number().int().min(1).default(60),
  /** Milliseconds before a disconnect is announced to friends, so that a quick reconnect is not visible. */
  PRESENCE_DEBOUNCE_MS: z.coerce.number().int().min(0).default(5_000),
});

export type RealtimeConfig = z.infer<typeof realtimeConfig>;
