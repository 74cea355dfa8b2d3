import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { mutualFriendsCount } from '../people/person.dto';
import { seenFriendshipStatuses } from './friend-status.rules';

export const friendshipStatus = z
  .enum(seenFriendshipStatuses)
  .meta({ id: 'FriendshipStatus', example: 'none' });

export const friendStatusResponse = z
  .object({
    user_id: id,
    friendship_status: friendshipStatus,
    can_send_friend_request: z.boolean(),
    can_send_message: z.boolean(),
    mutual_friends_count: mutualFriendsCount,
    is_muted: z.boolean().meta({ example: false }),
  })
  .meta({ id: 'FriendStatus', description: 'Your relation to a user' });
export type FriendStatusResponse = z.infer<typeof friendStatusResponse>;
