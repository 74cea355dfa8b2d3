import { z } from 'zod';
import { delivered, id } from './socket-fields';

export const feedNew = z.object({
  entry_kind: z.enum(['post', 'goal_update', 'achievement']).describe('The kind of the entries'),
});
export type FeedNew = z.infer<typeof feedNew>;

export const postUpdate = z.discriminatedUnion('update_type', [
  z.object({
    id: delivered.id,
    post_id: id,
    update_type: z.literal('counts'),
    likes_count: z.int(),
    comments_count: z.int(),
  }),
  z.object({ ...delivered, post_id: id, update_type: z.enum(['edited', 'deleted']) }),
]);
export type PostUpdate = z.infer<typeof postUpdate>;
