import { z } from 'zod';
import { conversationPush, id, time } from './socket-fields';

export const threadRead = z.object({
  ...conversationPush,
  thread_root_id: id,
  message_id: id.describe('You have read all replies up to this one'),
  read_at: time,
});
export type ThreadReadPush = z.infer<typeof threadRead>;
