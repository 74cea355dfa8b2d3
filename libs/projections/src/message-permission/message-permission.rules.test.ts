import type { Relation } from '../profile-sight/profile-sight.rules';
import type { UserPrivacy } from '../user-cards/user-privacy';
import { messagePermission } from './message-permission.rules';

type Audience = UserPrivacy['whoCanSendMessages'];
type Visibility = UserPrivacy['profileVisibility'];

const visibilities: readonly Visibility[] = ['everyone', 'friends_only', 'private'];

/** For a profile shown to everyone, to friends only and to nobody else; one letter each: allowed, refused, unknown. */
const table: Record<Relation, Record<Audience, string>> = {
  self: { everyone: 'rrr', friends_only: 'rrr' },
  friend: { everyone: 'aaa', friends_only: 'aaa' },
  stranger: { everyone: 'aau', friends_only: 'rru' },
  hidden: { everyone: 'uuu', friends_only: 'uuu' },
};

const cases = Object.entries(table).flatMap(([relation, row]) =>
  Object.entries(row).map(
    ([audience, expected]) => [relation as Relation, audience as Audience, expected] as const,
  ),
);

function permissions(relation: Relation, whoCanSendMessages: Audience, isActive: boolean): string {
  const all = visibilities.map((profileVisibility) =>
    messagePermission({
      relation,
      isActive,
      privacy: { profileVisibility, whoCanSendMessages },
    }).charAt(0),
  );
  return all.join('');
}

test.each(cases)(
  '%s writes to somebody who takes messages from %s: %s',
  (relation, audience, expected) => {
    expect(permissions(relation, audience, true)).toBe(expected);
  },
);

test.each(cases)(
  '%s writes to somebody whose account is gone, whoever they took messages from: %s',
  (relation, audience) => {
    expect(permissions(relation, audience, false)).toBe('uuu');
  },
);
