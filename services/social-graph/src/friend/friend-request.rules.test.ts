import type { UserPrivacy } from '@tribe/projections';
import { askPermission } from './ask.rules';

type Audience = UserPrivacy['whoCanSendFriendRequests'];
type Visibility = UserPrivacy['profileVisibility'];

const audiences: readonly Audience[] = ['everyone', 'friends_of_friends', 'no_one'];
const visibilities: readonly Visibility[] = ['everyone', 'friends_only', 'private'];

/** Without friends, with friends and none in common, with one in common; one letter each: allowed, refused, unknown. */
const table: Record<Visibility, Record<Audience, string>> = {
  everyone: { everyone: 'aaa', friends_of_friends: 'ara', no_one: 'rrr' },
  friends_only: { everyone: 'aaa', friends_of_friends: 'ara', no_one: 'rrr' },
  private: { everyone: 'uuu', friends_of_friends: 'uuu', no_one: 'uuu' },
};

const places = [
  { hasFriends: false, haveMutualFriend: false },
  { hasFriends: true, haveMutualFriend: false },
  { hasFriends: true, haveMutualFriend: true },
];

const cases = visibilities.flatMap((visibility) =>
  audiences.map((audience) => [visibility, audience] as const),
);

test.each(cases)(
  'profile for %s, requests from %s',
  (profileVisibility, whoCanSendFriendRequests) => {
    const privacy = { profileVisibility, whoCanSendFriendRequests };
    const permissions = places.map((place) => askPermission({ privacy, ...place }).charAt(0));
    expect(permissions.join('')).toBe(table[profileVisibility][whoCanSendFriendRequests]);
  },
);
