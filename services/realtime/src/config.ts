import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const realtimeConfig = baseConfig.extend({
  /** The most sockets of one user on one pod; further ones are refused. */
  MAX_SOCKETS_PER_USER: z.coerce.number().int().min(1).default(10),
  /** The most sockets of one pod. */
  MAX_SOCKETS: z.coerce.number().int().min(1).default(20_000),
  /** The most goals that one socket may subscribe to. */
  MAX_SUBSCRIPTIONS: z.coerce.number().int().min(1).default(100),
  /** The most events that one socket may send in ten seconds. */
  MAX_CLIENT_EVENTS_PER_10_SECONDS: z.coerce.number().int().min(1).default(50),
  /** How long a user counts as online without a heartbeat, in seconds. */
  PRESENCE_TTL_SECONDS: z.coerce.number().int().min(1).default(60),
  /** How long a user must be disconnected before friends are told, in milliseconds: a short reconnect does not show. */
  PRESENCE_DEBOUNCE_MS: z.coerce.number().int().min(0).default(5_000),
});

export type RealtimeConfig = z.infer<typeof realtimeConfig>;
