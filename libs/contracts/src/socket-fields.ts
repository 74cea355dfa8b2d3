import { z } from 'zod';

export const id = z.uuid().toLowerCase();

export const time = z.iso.datetime();
export const publicUser = z.object({ username: z.string(), full_name: z.string() });

/** Fields of every push, by which a client drops duplicates and detects gaps. */
export const delivered = {
  id: z.string().describe('Id of the underlying domain event; a repeated push carries the same id'),
  sequence: z
    .int()
    .describe('Version of the entity; consecutive per entity, so that clients can detect gaps'),
};

export const conversationPush = { ...delivered, conversation_id: id };

export const repliedActivity = z
  .object({ type: z.string(), id, author_id: id, summary: z.string() })
  .nullable()
  .describe('The activity that the message answers');
