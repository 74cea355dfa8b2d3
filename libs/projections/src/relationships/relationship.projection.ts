import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Type } from '@nestjs/common';
import {
  FriendRequestCancelledSchema,
  FriendRequestDeclinedSchema,
  FriendRequestSentSchema,
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
  FriendshipStatus,
} from '@tribe/contracts';
import { pairProjection } from '../pair-projection';

const friendshipEvents = [
  FriendRequestSentSchema,
  FriendRequestDeclinedSchema,
  FriendRequestCancelledSchema,
  FriendshipAcceptedSchema,
  FriendshipEndedSchema,
  FriendshipSnapshottedSchema,
] as const;

const statusNames: Readonly<Partial<Record<FriendshipStatus, string>>> = {
  [FriendshipStatus.PENDING]: 'pending',
  [FriendshipStatus.ACCEPTED]: 'accepted',
  [FriendshipStatus.DECLINED]: 'declined',
  [FriendshipStatus.ENDED]: 'ended',
  [FriendshipStatus.CANCELLED]: 'cancelled',
};

const table = {
  name: 'relationships',
  columns: ['user_low', 'user_high'],
  state: ['status', 'since'],
} as const;

/** Projects friendships from social-graph into the table `relationships`. */
export function relationshipProjection(durable: string): Type {
  const events = friendshipEvents;
  return pairProjection<(typeof events)[number]>(table, { events, durable }, ({ data }) => {
    const { friendship } = data;
    const status = friendship && statusNames[friendship.status];
    if (!friendship || !status)
      throw new Error('the event carries no friendship of a known status');
    const { requesterId, addresseeId, acceptedAt } = friendship;
    const since = status === 'accepted' && acceptedAt ? timestampDate(acceptedAt) : null;

    return { users: inOrder(requesterId, addresseeId), state: [status, since] };
  });
}

function inOrder(userId: string, otherId: string): [string, string] {
  return userId < otherId ? [userId, otherId] : [otherId, userId];
}
