import { eventsConfig } from '@tribe/events';
import { baseConfig } from '@tribe/service-kit';
import { z } from 'zod';

export const messagingConfig = baseConfig.extend(eventsConfig.shape).extend({
  GROUP_MAX_PARTICIPANTS: z.coerce
    .number()
    .int()
    .min(2)
    .max(1000)
    .default(50)
    .describe('Maximum number of participants of a group conversation, including its owner'),
  MESSAGE_REQUEST_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe(
      'Maximum number of message requests that a user sends in 30 days and that are not accepted',
    ),
  SYNC_MAX_CONVERSATIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(200)
    .describe('Maximum number of changed conversations in a response of GET /api/v1/sync'),
});

export type MessagingConfig = z.infer<typeof messagingConfig>;
