import { z } from 'zod';
import { id } from './socket-fields';

/** A message to send, with the fields of the endpoint, which messaging checks. */
export const messageSend = z.strictObject({
  conversation_id: id,
  content: z.string().optional().describe('Required without attachments and `emoji_content`'),
  emoji_content: z.string().optional(),
  attachments: z.array(z.strictObject({ media_id: id, name: z.string().optional() })).optional(),
  client_msg_id: z
    .string()
    .describe('Chosen by you, once per message; a repeated event returns the first message'),
  reply_to_message_id: id.nullish(),
  reply_to_activity: z.strictObject({ type: z.string(), id }).nullish(),
  thread_root_id: id.nullish(),
  also_in_conversation: z.boolean().optional(),
});
