import { id } from '@tribe/service-kit';
import { z } from 'zod';

export const readBody = z
  .strictObject({ message_id: id.optional().describe('Default: the newest message') })
  .meta({ id: 'ReadConversationRequest', example: {} });
export type ReadBody = z.infer<typeof readBody>;

export const readResponse = z
  .object({
    conversation_id: id,
    unread_count: z.int().meta({ example: 0 }),
    mention_count: z.int().describe('Unread messages that mention you').meta({ example: 0 }),
    read_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ConversationReadState' });
