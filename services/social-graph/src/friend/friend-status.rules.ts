import { type AskPermission } from './ask.rules';
import { decideAsk, type FriendshipState } from './friendship.rules';

export const friendshipStatuses = [
  'self',
  'none',
  'request_sent',
  'request_received',
  'friends',
] as const;
/** How two people stand, as one of them may know it. */
export type FriendshipStanding = (typeof friendshipStatuses)[number];

/** A request that was declined is still a sent one to who asked, and none to who declined. */
export function standingSeenBy(
  pair: FriendshipState | undefined,
  viewerId: string,
  userId: string,
): FriendshipStanding {
  if (viewerId === userId) return 'self';
  const isRequester = pair?.requesterId === viewerId;
  switch (pair?.status) {
    case 'accepted':
      return 'friends';
    case 'pending':
      return isRequester ? 'request_sent' : 'request_received';
    case 'declined':
      return isRequester ? 'request_sent' : 'none';
    case 'ended':
    case 'cancelled':
    case undefined:
      return 'none';
  }
}

/** What decides whether a friend request would be taken. */
export interface AskSituation {
  readonly viewerId: string;
  readonly userId: string;
  readonly pair: FriendshipState | undefined;
  /** What the settings of the other say. */
  readonly permission: AskPermission;
  /** Who asks has all the friends or open requests one can have, or has asked this person too often. */
  readonly isExhausted: boolean;
}

/** Whether asking would lead to a request, or, where the other asked first, to a friendship. */
export function canAsk({ viewerId, userId, pair, permission, isExhausted }: AskSituation): boolean {
  if (viewerId === userId) return false;
  const decision = decideAsk(pair, viewerId);
  if (decision.kind !== 'change') return false;
  return decision.to === 'accepted' || (permission === 'allowed' && !isExhausted);
}
