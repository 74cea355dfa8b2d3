import { errors } from '../errors';
import { tribePermissions } from './team-permissions.rules';
import { firstRoleOf, hasPermission, rolesOf, tribeKinds } from './tribe-roles.rules';
import {
  approversOf,
  decideAnswer,
  decideJoin,
  decideRequest,
  decideWithdraw,
  isVisibleTo,
  type Membership,
  type Outsider,
  privacyLevels,
  refusalOf,
  refusalOfInvitation,
  refusalOfRemoval,
  refusalOfRole,
  successorIn,
  type TribeState,
} from './tribe.rules';

const person = (number: number) => `01939a00-0000-7000-8000-00000000000${number}`;
const [owner, admin, moderator, member, newcomer, stranger] = [1, 2, 3, 4, 5, 6].map(person) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const as = (userId: string, role: Membership['role'], joined: number): Membership => ({
  userId,
  role,
  joinedAt: day(joined),
});

const group = (change: Partial<TribeState> = {}): TribeState => ({
  kind: 'group',
  ownerId: owner,
  privacy: 'private',
  requireApproval: true,
  maxMembers: 50,
  members: [
    as(owner, 'admin', 1),
    as(admin, 'admin', 2),
    as(moderator, 'moderator', 3),
    as(member, 'member', 4),
    as(newcomer, 'member', 5),
  ],
  ...change,
});
const outsider = (change: Partial<Outsider> = {}): Outsider => ({
  isHidden: false,
  isFriendOfOwner: false,
  isInvited: false,
  wasRemoved: false,
  hasAsked: false,
  ...change,
});

test('what the roles of a tribe or a group may', () => {
  const expected = {
    admin: [true, true, true, true, true],
    moderator: [false, true, true, false, true],
    member: [false, false, false, false, false],
  };
  for (const kind of ['tribe', 'group'] as const) {
    const table = Object.fromEntries(
      rolesOf(kind).map((role) => [
        role,
        tribePermissions.map((one) => hasPermission(kind, role, one)),
      ]),
    );
    expect(table).toEqual(expected);
  }
});

test('every kind begins with a role that may nothing, and no kind knows the roles of another', () => {
  for (const kind of tribeKinds) {
    expect(tribePermissions.filter((one) => hasPermission(kind, firstRoleOf(kind), one))).toEqual(
      [],
    );
  }
  expect(hasPermission('group', 'coach', 'update')).toBe(false);
  expect(hasPermission('team', 'moderator', 'invite')).toBe(false);
});

test('who sees it without being in it', () => {
  const seen = privacyLevels.map((privacy) =>
    [outsider(), outsider({ isFriendOfOwner: true }), outsider({ isInvited: true })].map((one) =>
      isVisibleTo(group({ privacy }), one),
    ),
  );
  expect(seen).toEqual([
    [false, false, true],
    [false, true, true],
    [true, true, true],
  ]);
});

test('to somebody hidden from its owner it does not exist, invited or not', () => {
  for (const privacy of privacyLevels)
    expect(
      isVisibleTo(
        group({ privacy }),
        outsider({ isHidden: true, isInvited: true, isFriendOfOwner: true }),
      ),
    ).toBe(false);
});

test.each([
  [owner, 'own', undefined],
  [admin, 'own', errors.PERMISSION_DENIED],
  [admin, 'update', undefined],
  [moderator, 'update', errors.PERMISSION_DENIED],
  [moderator, 'invite', undefined],
  [member, 'invite', errors.PERMISSION_DENIED],
  [member, 'be a member', undefined],
  [stranger, 'be a member', errors.TRIBE_NOT_FOUND],
  [stranger, 'own', errors.TRIBE_NOT_FOUND],
] as const)('in a private group, person %s who wants to %s', (userId, to, code) => {
  expect(refusalOf(group(), userId, to, outsider())).toBe(code);
});

test('of a public group a stranger learns that it is not theirs', () => {
  expect(refusalOf(group({ privacy: 'public' }), stranger, 'be a member', outsider())).toBe(
    errors.PERMISSION_DENIED,
  );
});

describe('joining', () => {
  const word = (tribe: TribeState, who: Partial<Outsider>, userId = stranger) => {
    const decision = decideJoin(tribe, userId, outsider(who));
    return decision.kind === 'refuse'
      ? decision.code
      : decision.kind === 'keep'
        ? decision.as
        : decision.kind;
  };
  const open = group({ privacy: 'public', requireApproval: false });
  const guarded = group({ privacy: 'public' });
  const shut = group();

  test.each([
    ['an open one', open, {}, 'join'],
    [
      'an open one from which one was sent away',
      open,
      { wasRemoved: true },
      errors.PERMISSION_DENIED,
    ],
    ['the same, with an invitation', open, { wasRemoved: true, isInvited: true }, 'join'],
    ['an open one that is full', { ...open, maxMembers: 5 }, {}, errors.TRIBE_FULL],
    [
      'a full one, with an invitation',
      { ...open, maxMembers: 5 },
      { isInvited: true },
      errors.TRIBE_FULL,
    ],
    ['one that looks at newcomers', guarded, {}, 'ask'],
    ['the same again', guarded, { hasAsked: true }, 'requested'],
    ['the same, with an invitation', guarded, { isInvited: true }, 'join'],
    ['one that looks at newcomers and is full', { ...guarded, maxMembers: 5 }, {}, 'ask'],
    ['one for friends', group({ privacy: 'friends_only' }), { isFriendOfOwner: true }, 'ask'],
    ['one for friends of others', group({ privacy: 'friends_only' }), {}, errors.TRIBE_NOT_FOUND],
    ['a private one', shut, {}, errors.TRIBE_NOT_FOUND],
    ['a private one, asked earlier', shut, { hasAsked: true }, errors.TRIBE_NOT_FOUND],
    ['a private one, with an invitation', shut, { isInvited: true }, 'join'],
  ] as const)('%s', (_name, tribe, who, expected) => expect(word(tribe, who)).toBe(expected));

  test('what one is in already', () => expect(word(shut, {}, member)).toBe('member'));
});

describe('giving roles', () => {
  test.each([
    ['an admin makes a member moderator', admin, member, 'moderator', undefined],
    ['an admin makes nobody their equal', admin, member, 'admin', errors.PERMISSION_DENIED],
    ['the owner changes an admin', owner, admin, 'member', undefined],
    ['an admin may step down', admin, admin, 'member', undefined],
    ['the owner makes an admin', owner, moderator, 'admin', undefined],
    ['nobody changes the owner', admin, owner, 'member', errors.TRIBE_OWNER_FIXED],
    ['not even the owner', owner, owner, 'member', errors.TRIBE_OWNER_FIXED],
    ['a moderator changes nobody', moderator, member, 'moderator', errors.PERMISSION_DENIED],
    ['a moderator may step down', moderator, moderator, 'member', undefined],
    ['a member may not step up', member, member, 'admin', errors.PERMISSION_DENIED],
    ['one who is no member has no role', admin, stranger, 'member', errors.TRIBE_MEMBER_NOT_FOUND],
    [
      'who may change nobody does not learn who is a member',
      member,
      stranger,
      'member',
      errors.PERMISSION_DENIED,
    ],
    ['nor who owns it', member, owner, 'member', errors.PERMISSION_DENIED],
  ] as const)('%s', (_name, actor, targetId, role, code) => {
    expect(refusalOfRole(group(), actor, { targetId, role })).toBe(code);
  });

  test('an admin does not touch another admin', () => {
    const two = group({ members: [...group().members, as(stranger, 'admin', 6)] });
    expect(refusalOfRole(two, admin, { targetId: stranger, role: 'member' })).toBe(
      errors.PERMISSION_DENIED,
    );
    expect(refusalOfRemoval(two, admin, stranger)).toBe(errors.PERMISSION_DENIED);
  });

  test('in a team everybody rules only below', () => {
    const ladder = rolesOf('team');
    const team = group({
      kind: 'team',
      ownerId: stranger,
      members: [
        as(stranger, 'admin', 1),
        ...ladder.slice(0, 5).map((role, index) => as(person(index + 1), role, 2)),
      ],
    });
    const removable = ladder
      .slice(0, 5)
      .map((_, actor) =>
        ladder
          .slice(0, 5)
          .map(
            (__, target) =>
              refusalOfRemoval(team, person(actor + 1), person(target + 1)) === undefined,
          ),
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

test.each([
  [owner, admin, undefined],
  [owner, member, undefined],
  [admin, moderator, undefined],
  [admin, owner, errors.PERMISSION_DENIED],
  [moderator, member, undefined],
  [moderator, admin, errors.PERMISSION_DENIED],
  [member, newcomer, errors.PERMISSION_DENIED],
  [moderator, stranger, errors.TRIBE_MEMBER_NOT_FOUND],
] as const)('%s sends %s away', (actor, target, code) => {
  expect(refusalOfRemoval(group(), actor, target)).toBe(code);
});

test('an owner who leaves is followed by the highest role, then the longest service, then the smaller id', () => {
  const left = (...members: Membership[]) => successorIn(group({ members }))?.userId;
  expect(left(as(member, 'member', 1), as(moderator, 'moderator', 3), as(admin, 'admin', 9))).toBe(
    admin,
  );
  expect(
    left(as(member, 'member', 1), as(newcomer, 'moderator', 5), as(moderator, 'moderator', 3)),
  ).toBe(moderator);
  expect(left(as(newcomer, 'member', 4), as(member, 'member', 4))).toBe(member);
  expect(left()).toBeUndefined();
});

test('who may answer requests is asked, nobody else', () => {
  expect(approversOf(group())).toEqual([owner, admin, moderator]);
});

describe('invitations and requests', () => {
  const now = day(100);
  const lately = day(99);
  const long = day(70);

  test.each([
    ['pending', lately, ['change', 'change']],
    ['pending', long, [errors.TRIBE_INVITATION_NOT_FOUND, errors.TRIBE_INVITATION_NOT_FOUND]],
    ['accepted', long, ['keep', errors.TRIBE_INVITATION_ANSWERED]],
    ['declined', lately, [errors.TRIBE_INVITATION_ANSWERED, 'keep']],
    ['withdrawn', lately, [errors.TRIBE_INVITATION_NOT_FOUND, errors.TRIBE_INVITATION_NOT_FOUND]],
  ] as const)('an invitation that is %s since %s', (status, createdAt, decisions) => {
    const one = { status, createdAt };
    expect([decideAnswer(one, 'accepted', now), decideAnswer(one, 'declined', now)]).toEqual(
      decisions,
    );
  });

  test.each([
    ['pending', lately, ['change', 'change']],
    ['pending', long, [errors.TRIBE_JOIN_REQUEST_NOT_FOUND, errors.TRIBE_JOIN_REQUEST_NOT_FOUND]],
    ['approved', lately, ['keep', errors.TRIBE_JOIN_REQUEST_NOT_FOUND]],
    ['rejected', lately, [errors.TRIBE_JOIN_REQUEST_NOT_FOUND, 'keep']],
    [
      'withdrawn',
      lately,
      [errors.TRIBE_JOIN_REQUEST_NOT_FOUND, errors.TRIBE_JOIN_REQUEST_NOT_FOUND],
    ],
  ] as const)('a request that is %s since %s', (status, createdAt, decisions) => {
    const one = { status, createdAt };
    expect([decideRequest(one, 'approved', now), decideRequest(one, 'rejected', now)]).toEqual(
      decisions,
    );
  });

  test('who takes an invitation back cannot tell whether it was declined', () => {
    const taken = (status: 'pending' | 'declined' | 'accepted' | 'withdrawn', createdAt: Date) =>
      decideWithdraw({ status, createdAt }, now);
    expect([taken('pending', lately), taken('declined', lately)]).toEqual(['change', 'change']);
    expect([taken('pending', long), taken('declined', long)]).toEqual(
      Array(2).fill(errors.TRIBE_INVITATION_NOT_FOUND),
    );
    expect([taken('accepted', lately), taken('withdrawn', long)]).toEqual([
      errors.TRIBE_INVITATION_NOT_FOUND,
      'keep',
    ]);
  });

  test('a declined invitation is one that waits, to who would invite again', () => {
    const invited = (status: string, createdAt: Date) =>
      refusalOfInvitation(group(), stranger, { isFriend: true, last: { status, createdAt } }, now);
    expect([invited('pending', lately), invited('declined', lately)]).toEqual(
      Array(2).fill(errors.TRIBE_INVITATION_EXISTS),
    );
    expect([
      invited('pending', long),
      invited('declined', long),
      invited('accepted', lately),
    ]).toEqual([undefined, undefined, undefined]);
    expect(refusalOfInvitation(group(), member, { isFriend: true, last: null }, now)).toBe(
      errors.TRIBE_MEMBER_EXISTS,
    );
    expect(refusalOfInvitation(group(), member, { isFriend: false, last: null }, now)).toBe(
      errors.TRIBE_INVITEE_NOT_A_FRIEND,
    );
  });
});
