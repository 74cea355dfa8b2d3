import type { Relation } from '../relationships/relation.rules';
import type { UserPrivacy } from '../user-cards/user-privacy';
import { messagePermission } from './message-permission.rules';

type Audience = UserPrivacy['whoCanSendMessages'];
type Visibility = UserPrivacy['profileVisibility'];

const visibilities: readonly Visibility[] = ['everyone', 'friends_only', 'private'];

/** One letter per profile visibility (everyone, friends_only, private): a = allowed, r = refused, u = unknown. */
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
  'a message from %s to a user with audience %s is %s',
  (relation, audience, expected) => {
    expect(permissions(relation, audience, true)).toBe(expected);
  },
);

test.each(cases)(
  'a message from %s to an inactive user with audience %s is unknown',
  (relation, audience) => {
    expect(permissions(relation, audience, false)).toBe('uuu');
  },
);
