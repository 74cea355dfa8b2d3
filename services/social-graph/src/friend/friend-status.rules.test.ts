import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  canSendRequest,
  friendshipStatusSeenBy,
  type SeenFriendshipStatus,
} from './friend-status.rules';
import type { FriendshipStatus } from './friendship.rules';

const [me, other] = ['me', 'other'];
const friendshipOf = (status: FriendshipStatus, requesterId: string) => ({
  status,
  requesterId,
  addresseeId: requesterId === me ? other : me,
});

/** The status for the requester, and the status for the addressee. */
const seenStatuses: Record<
  FriendshipStatus,
  readonly [SeenFriendshipStatus, SeenFriendshipStatus]
> = {
  pending: ['request_sent', 'request_received'],
  accepted: ['friends', 'friends'],
  declined: ['request_sent', 'none'],
  ended: ['none', 'none'],
  cancelled: ['none', 'none'],
};

test.each(Object.entries(seenStatuses))(
  'requester and addressee see the status %s as %j',
  (status, expected) => {
    const seen = [me, other].map((requesterId) =>
      friendshipStatusSeenBy(me, other, friendshipOf(status as FriendshipStatus, requesterId)),
    );
    expect(seen).toEqual(expected);
  },
);

test('a pair without a row is seen as none, the viewer themself as self', () => {
  expect(friendshipStatusSeenBy(me, other, undefined)).toBe('none');
  expect(friendshipStatusSeenBy(me, me, undefined)).toBe('self');
});

/** The results of `decideNewRequest`: allowed, refused by a setting, unknown user, refused by two limits. */
const newRequests: readonly Permission[] = [
  allow,
  refuse(errors.FRIEND_REQUEST_NOT_ALLOWED),
  refuse(errors.USER_NOT_FOUND),
  refuse(errors.FRIEND_LIMIT_REACHED),
  refuse(errors.FRIEND_REQUEST_LIMIT_REACHED),
];

/** By what `decideNewRequest` says, one letter each: y(es), n(o). */
const table: readonly (readonly [FriendshipStatus | undefined, string, string])[] = [
  [undefined, me, 'ynnnn'],
  ['pending', me, 'nnnnn'],
  ['pending', other, 'yyyyy'],
  ['accepted', me, 'nnnnn'],
  ['accepted', other, 'nnnnn'],
  // The viewer does not know about the decline.
  ['declined', me, 'nnnnn'],
  ['declined', other, 'yyyyy'],
  ['ended', me, 'ynnnn'],
  ['ended', other, 'ynnnn'],
  ['cancelled', me, 'ynnnn'],
  ['cancelled', other, 'ynnnn'],
];

test.each(table)(
  'canSendRequest with the status %s and %s as the requester is %s',
  (status, requesterId, expected) => {
    const friendship = status && friendshipOf(status, requesterId);
    const answers = newRequests.map((newRequest) =>
      canSendRequest(me, other, friendship, newRequest) ? 'y' : 'n',
    );
    expect(answers.join('')).toBe(expected);
  },
);

test('a user cannot send themself a request', () => {
  expect(canSendRequest(me, me, undefined, allow)).toBe(false);
});
