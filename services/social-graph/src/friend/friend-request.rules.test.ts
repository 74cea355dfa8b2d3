import type { UserPrivacy } from '@tribe/projections';
import { allow, dayMs, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideNewRequest, decideRequestPrivacy, type NewRequest } from './friend-request.rules';

type Audience = UserPrivacy['whoCanSendFriendRequests'];
type Visibility = UserPrivacy['profileVisibility'];

const audiences: readonly Audience[] = ['everyone', 'friends_of_friends', 'no_one'];
const visibilities: readonly Visibility[] = ['everyone', 'friends_only', 'private'];

/**
 * For an addressee without friends, with friends but none in common, and with a friend in common; one letter each:
 * a(llowed), r(efused), u(nknown user).
 */
const table: Record<Visibility, Record<Audience, string>> = {
  everyone: { everyone: 'aaa', friends_of_friends: 'ara', no_one: 'rrr' },
  friends_only: { everyone: 'aaa', friends_of_friends: 'ara', no_one: 'rrr' },
  private: { everyone: 'uuu', friends_of_friends: 'uuu', no_one: 'uuu' },
};

const addressees = [
  { addresseeHasFriends: false, haveMutualFriend: false },
  { addresseeHasFriends: true, haveMutualFriend: false },
  { addresseeHasFriends: true, haveMutualFriend: true },
];

const letters: Readonly<Record<string, string>> = {
  FRIEND_REQUEST_NOT_ALLOWED: 'r',
  USER_NOT_FOUND: 'u',
};

const cases = visibilities.flatMap((visibility) =>
  audiences.map((audience) => [visibility, audience] as const),
);

test.each(cases)(
  'decideRequestPrivacy with a profile for %s and requests from %s',
  (profileVisibility, whoCanSendFriendRequests) => {
    const privacy = { profileVisibility, whoCanSendFriendRequests };
    const permissions = addressees.map((addressee) => {
      const permission = decideRequestPrivacy({ privacy, ...addressee });
      return permission.kind === 'refuse' ? letters[permission.error.code] : 'a';
    });
    expect(permissions.join('')).toBe(table[profileVisibility][whoCanSendFriendRequests]);
  },
);

const limits = { friends: 10, openRequests: 5 };
const now = new Date('2026-11-20T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
const request: NewRequest = {
  privacy: { profileVisibility: 'everyone', whoCanSendFriendRequests: 'everyone' },
  addresseeHasFriends: false,
  haveMutualFriend: false,
  friends: 0,
  openRequests: 0,
  sentAt: [],
};
const decide = (facts: Partial<NewRequest>) =>
  decideNewRequest({ ...request, ...facts }, limits, now);

test('refuses a requester with all allowed friends or open requests with FRIEND_LIMIT_REACHED', () => {
  expect(decide({ friends: 9, openRequests: 4 })).toEqual(allow);
  expect(decide({ friends: 10 })).toEqual(refuse(errors.FRIEND_LIMIT_REACHED));
  expect(decide({ openRequests: 5 })).toEqual(refuse(errors.FRIEND_LIMIT_REACHED));
});

describe('three requests in ninety days', () => {
  const refusedFor = (days: number) =>
    refuse(errors.FRIEND_REQUEST_LIMIT_REACHED, { retryAfterSeconds: days * 86_400 });

  test('allows the third, and the fourth once the first is ninety days old', () => {
    expect(decide({ sentAt: [daysAgo(10), daysAgo(5)] })).toEqual(allow);
    expect(decide({ sentAt: [daysAgo(89), daysAgo(10), daysAgo(5)] })).toEqual(refusedFor(1));
  });

  test('with more than three in the window, the third last decides', () => {
    const sentAt = [daysAgo(80), daysAgo(60), daysAgo(10), daysAgo(5)];
    expect(decide({ sentAt })).toEqual(refusedFor(30));
  });
});
