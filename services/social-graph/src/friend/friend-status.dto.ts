import { z } from 'zod';
import { seenFriendshipStatuses } from './friend-status.rules';

export const friendStatusResponse = z.object({
  user_id: z.uuid(),
  friendship_status: z.enum(seenFriendshipStatuses),
  can_send_friend_request: z.boolean(),
  can_send_message: z.boolean(),
  mutual_friends_count: z.int(),
  is_muted: z.boolean(),
});
export type FriendStatusResponse = z.infer<typeof friendStatusResponse>;
