import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** Where a pair of users stands. One row per pair, so each word is about both of them. */
export type FriendshipStatus = 'pending' | 'accepted' | 'declined' | 'ended' | 'cancelled';

/** What the rules need to know of a pair's row. */
export interface FriendshipState {
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly status: FriendshipStatus;
}

/** How often one person may ask the same other person. */
export const askLimit = { times: 3, days: 90 } as const;

/** The ids of a pair in the order in which it is stored. */
export function pairOf(a: string, b: string): { userLow: string; userHigh: string } {
  return a < b ? { userLow: a, userHigh: b } : { userLow: b, userHigh: a };
}

/**
 * What happens when `callerId` asks the other of the pair.
 *
 * A decline is never shown to who asked. So to the requester a declined request answers like a pending one, and the
 * addressee who changed their mind asks back and meets a request that still stands: they are friends at once.
 */
export function decideAsk(
  pair: FriendshipState | undefined,
  callerId: string,
): Decision<FriendshipStatus> {
  if (!pair) return change('pending');
  switch (pair.status) {
    case 'accepted':
      return refuse(errors.ALREADY_FRIENDS);
    case 'pending':
    case 'declined':
      return pair.requesterId === callerId
        ? refuse(errors.FRIEND_REQUEST_EXISTS)
        : change('accepted');
    case 'ended':
    case 'cancelled':
      return change('pending');
  }
}

/** What happens when `callerId` accepts. Only the addressee of a request that exists gets another answer than "not found". */
export function decideAccept(pair: FriendshipState, callerId: string): Decision<FriendshipStatus> {
  if (pair.addresseeId !== callerId || isGone(pair)) return refuse(errors.FRIEND_REQUEST_NOT_FOUND);
  if (pair.status === 'accepted') return keep;
  return pair.status === 'pending' ? change('accepted') : refuse(errors.FRIEND_REQUEST_NOT_PENDING);
}

/** What happens when `callerId` declines. */
export function decideDecline(pair: FriendshipState, callerId: string): Decision<FriendshipStatus> {
  if (pair.addresseeId !== callerId || isGone(pair)) return refuse(errors.FRIEND_REQUEST_NOT_FOUND);
  if (pair.status === 'declined') return keep;
  return pair.status === 'pending' ? change('declined') : refuse(errors.FRIEND_REQUEST_NOT_PENDING);
}

/** What happens when `callerId` takes a request back. A declined one can be taken back like a pending one. */
export function decideCancel(pair: FriendshipState, callerId: string): Decision<FriendshipStatus> {
  if (pair.requesterId !== callerId || pair.status === 'ended')
    return refuse(errors.FRIEND_REQUEST_NOT_FOUND);
  if (pair.status === 'cancelled') return keep;
  return pair.status === 'accepted' ? refuse(errors.ALREADY_FRIENDS) : change('cancelled');
}

/** What happens when one of the two ends the friendship. Nothing to end is no error: afterwards they are not friends. */
export function decideEnd(pair: FriendshipState | undefined): Decision<FriendshipStatus> {
  return pair?.status === 'accepted' ? change('ended') : keep;
}

/** What a block does to what is between the two. A request goes as if it had been taken back: nobody learns why. */
export function decideBlock(pair: FriendshipState | undefined): Decision<FriendshipStatus> {
  switch (pair?.status) {
    case 'accepted':
      return change('ended');
    case 'pending':
    case 'declined':
      return change('cancelled');
    case 'ended':
    case 'cancelled':
    case undefined:
      return keep;
  }
}

/** The status as the viewer may know it: who asked does not learn that the answer was no. */
export function statusSeenBy(pair: FriendshipState, viewerId: string): FriendshipStatus {
  return pair.status === 'declined' && pair.requesterId === viewerId ? 'pending' : pair.status;
}

/** Requests made before this moment no longer count towards {@link askLimit}. */
export function askWindowStart(now: Date): Date {
  return new Date(now.getTime() - askLimit.days * 86_400_000);
}

/**
 * Whole seconds until one more request to the same person is allowed; undefined when it is allowed now.
 *
 * @param asked moments of the requests inside the window, oldest first
 */
export function secondsUntilNextAsk(asked: readonly Date[], now: Date): number | undefined {
  const blocking = asked[asked.length - askLimit.times];
  if (!blocking) return undefined;
  return Math.max(1, Math.ceil((blocking.getTime() - askWindowStart(now).getTime()) / 1000));
}

function isGone(pair: FriendshipState): boolean {
  return pair.status === 'cancelled' || pair.status === 'ended';
}
