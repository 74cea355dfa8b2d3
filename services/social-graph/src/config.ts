import { eventsConfig } from '@tribe/events';
import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const socialGraphConfig = baseConfig.extend(eventsConfig.shape).extend({
  /** Friends one person can have. Other services read a friend list in one piece, of at most 5000. */
  FRIEND_LIMIT: z.coerce.number().int().min(1).max(5_000).default(5_000),
  /** Requests one person can have waiting for an answer. */
  OPEN_REQUEST_LIMIT: z.coerce.number().int().min(1).max(5_000).default(500),
});

export type SocialGraphConfig = z.infer<typeof socialGraphConfig>;
