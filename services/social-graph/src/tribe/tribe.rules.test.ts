import { allow, change, type ErrorType, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { rolesOf } from './tribe-roles.rules';
import { group, membership, outsider, people } from './tribe-rules.test-support';
import {
  approversOf,
  decideAccess,
  decideRemoval,
  decideRole,
  isVisibleTo,
  type Membership,
  privacyLevels,
  successorIn,
} from './tribe.rules';

const { owner, admin, moderator, member, newcomer, stranger } = people;
const permissionOf = (error: ErrorType | undefined) => (error ? refuse(error) : allow);

test('isVisibleTo by privacy, for a stranger, a friend of the owner and an invitee', () => {
  const outsiders = [
    outsider(),
    outsider({ isFriendOfOwner: true }),
    outsider({ isInvited: true }),
  ];
  const seen = privacyLevels.map((privacy) =>
    outsiders.map((viewer) => isVisibleTo(group({ privacy }), viewer)),
  );
  expect(seen).toEqual([
    [false, false, true],
    [false, true, true],
    [true, true, true],
  ]);
});

test.each(privacyLevels)(
  'a %s group is not visible to a user hidden from its owner, not even with an invitation',
  (privacy) => {
    const hidden = outsider({ isHidden: true, isInvited: true, isFriendOfOwner: true });
    expect(isVisibleTo(group({ privacy }), hidden)).toBe(false);
  },
);

test.each([
  ['allows the owner', owner, 'own', undefined],
  ['refuses an admin', admin, 'own', errors.PERMISSION_DENIED],
  ['allows an admin', admin, 'update', undefined],
  ['refuses a moderator', moderator, 'update', errors.PERMISSION_DENIED],
  ['allows a moderator', moderator, 'invite', undefined],
  ['refuses a member', member, 'invite', errors.PERMISSION_DENIED],
  ['allows a member', member, 'participate', undefined],
  ['refuses a stranger', stranger, 'participate', errors.TRIBE_NOT_FOUND],
  ['refuses a stranger', stranger, 'own', errors.TRIBE_NOT_FOUND],
] as const)('decideAccess in a private group %s (%s) to %s', (_name, userId, action, error) => {
  expect(decideAccess(group(), userId, action, outsider())).toEqual(permissionOf(error));
});

test('decideAccess in a public group refuses a stranger with PERMISSION_DENIED', () => {
  const publicGroup = group({ privacy: 'public' });
  expect(decideAccess(publicGroup, stranger, 'participate', outsider())).toEqual(
    refuse(errors.PERMISSION_DENIED),
  );
  expect(decideAccess(publicGroup, stranger, 'see', outsider())).toEqual(allow);
});

describe('decideRole', () => {
  test.each([
    ['an admin makes a member moderator', admin, member, 'moderator', undefined],
    ['an admin cannot make a member admin', admin, member, 'admin', errors.PERMISSION_DENIED],
    ['the owner makes an admin a member', owner, admin, 'member', undefined],
    ['an admin steps down', admin, admin, 'member', undefined],
    ['the owner makes a moderator admin', owner, moderator, 'admin', undefined],
    ['an admin cannot change the owner', admin, owner, 'member', errors.TRIBE_OWNER_FIXED],
    ['the owner cannot step down', owner, owner, 'member', errors.TRIBE_OWNER_FIXED],
    ['a moderator cannot change roles', moderator, member, 'moderator', errors.PERMISSION_DENIED],
    ['a moderator steps down', moderator, moderator, 'member', undefined],
    ['a member cannot step up', member, member, 'admin', errors.PERMISSION_DENIED],
    ['a stranger has no role to change', admin, stranger, 'member', errors.TRIBE_MEMBER_NOT_FOUND],
    [
      'a member without the permission does not learn whether a user is a member',
      member,
      stranger,
      'member',
      errors.PERMISSION_DENIED,
    ],
    [
      'a member without the permission does not learn which user is the owner',
      member,
      owner,
      'member',
      errors.PERMISSION_DENIED,
    ],
  ] as const)('%s', (_name, actor, targetId, role, error) => {
    expect(decideRole(group(), actor, { targetId, role })).toEqual(
      error ? refuse(error) : change(role),
    );
  });

  test('an admin can neither change nor remove another admin', () => {
    const two = group({ members: [...group().members, membership(stranger, 'admin', 6)] });
    const denied = refuse(errors.PERMISSION_DENIED);
    expect(decideRole(two, admin, { targetId: stranger, role: 'member' })).toEqual(denied);
    expect(decideRemoval(two, admin, stranger)).toEqual(denied);
  });
});

describe('decideRemoval', () => {
  test.each([
    ['the owner removes an admin', owner, admin, undefined],
    ['the owner removes a member', owner, member, undefined],
    ['an admin removes a moderator', admin, moderator, undefined],
    ['an admin cannot remove the owner', admin, owner, errors.PERMISSION_DENIED],
    ['a moderator removes a member', moderator, member, undefined],
    ['a moderator cannot remove an admin', moderator, admin, errors.PERMISSION_DENIED],
    ['a member cannot remove a member', member, newcomer, errors.PERMISSION_DENIED],
    ['a stranger cannot be removed', moderator, stranger, errors.TRIBE_MEMBER_NOT_FOUND],
  ] as const)('%s', (_name, actor, target, error) => {
    expect(decideRemoval(group(), actor, target)).toEqual(permissionOf(error));
  });

  test('in a team, a role removes lower roles only', () => {
    const roles = rolesOf('team').slice(0, 5);
    const ids = [owner, admin, moderator, member, newcomer] as const;
    const team = group({
      kind: 'team',
      ownerId: stranger,
      members: [
        membership(stranger, 'admin', 1),
        ...ids.map((id, index) => membership(id, roles[index]!, 2)),
      ],
    });
    const removable = ids.map((actor) =>
      ids.map((target) => decideRemoval(team, actor, target).kind !== 'refuse'),
    );
    //                       admin  coach  trainer captain player
    expect(removable).toEqual([
      [false, true, true, true, true], // admin
      [false, false, true, true, true], // coach
      [false, false, false, true, true], // trainer
      [false, false, false, false, false], // captain
      [false, false, false, false, false], // player
    ]);
  });
});

test('successorIn returns the highest role, then the longest membership, then the smaller id', () => {
  const successor = (...members: Membership[]) => successorIn(group({ members }))?.userId;
  const longestMember = membership(member, 'member', 1);
  expect(
    successor(longestMember, membership(moderator, 'moderator', 3), membership(admin, 'admin', 9)),
  ).toBe(admin);
  expect(
    successor(
      longestMember,
      membership(newcomer, 'moderator', 5),
      membership(moderator, 'moderator', 3),
    ),
  ).toBe(moderator);
  expect(successor(membership(newcomer, 'member', 4), membership(member, 'member', 4))).toBe(
    member,
  );
  expect(successor()).toBeUndefined();
});

test('approversOf returns the members who can answer requests to join', () => {
  expect(approversOf(group())).toEqual([owner, admin, moderator]);
});
