import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const realtimeConfig = baseConfig.extend({
  /** Sockets one person may hold open on one pod; the newest is refused beyond it. */
  MAX_SOCKETS_PER_USER: z.coerce.number().int().min(1).default(10),
  /** Sockets one pod holds at most. */
  MAX_SOCKETS: z.coerce.number().int().min(1).default(20_000),
  /** Rooms one socket may be subscribed to. */
  MAX_SUBSCRIPTIONS: z.coerce.number().int().min(1).default(100),
  /** Client events one socket may send in ten seconds. */
  MAX_CLIENT_EVENTS_PER_10_SECONDS: z.coerce.number().int().min(1).default(50),
  /** How long a presence lease lives without a heartbeat, in seconds. */
  PRESENCE_TTL_SECONDS: z.coerce.number().int().min(1).default(60),
  /** How long a person may be away before friends are told, in milliseconds: a reconnect must not flicker. */
  PRESENCE_DEBOUNCE_MS: z.coerce.number().int().min(0).default(5_000),
});

export type RealtimeConfig = z.infer<typeof realtimeConfig>;
