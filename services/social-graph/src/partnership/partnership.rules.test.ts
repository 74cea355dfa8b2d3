import type { Decision, ErrorType } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  decideAccept,
  decideByToken,
  decideDecline,
  decideDissolve,
  decideExpire,
  decideInvite,
  decidePause,
  decideResume,
  decideSever,
  decideUpdate,
  invitationEnd,
  isVisibleTo,
  type PartnershipState,
  type PartnershipStatus,
  statusSeenBy,
} from './partnership.rules';

const brian = '01939a00-0000-7000-8000-000000000001';
const alvin = '01939a00-0000-7000-8000-000000000002';
const clarie = '01939a00-0000-7000-8000-000000000003';
const invitedAt = new Date('2026-11-01T10:00:00Z');
const soon = new Date('2026-11-02T10:00:00Z');
const late = invitationEnd(invitedAt);

/** The states of a partnership to which Brian invited Alvin. */
const states = {
  pending: { status: 'pending_invite', activatedAt: null },
  declined: { status: 'declined', activatedAt: null },
  expired: { status: 'expired_invite', activatedAt: null },
  withdrawn: { status: 'dissolved', activatedAt: null },
  active: { status: 'active', activatedAt: soon },
  paused: { status: 'paused', activatedAt: soon },
  ended: { status: 'dissolved', activatedAt: soon },
} as const;
type Name = keyof typeof states;
const state = (name: Name): PartnershipState => ({
  user1Id: brian,
  user2Id: alvin,
  inviteExpiresAt: late,
  ...states[name],
});
const names = Object.keys(states) as Name[];

type Outcome = string | ErrorType;

/** A decision in one word: the new status, `keep`, or the code of the refusal. */
const word = (decision: Decision<PartnershipStatus>) =>
  decision.kind === 'change' ? decision.to : decision.kind === 'refuse' ? decision.error : 'keep';

const notFound = errors.PARTNERSHIP_NOT_FOUND;
const notActive = errors.PARTNERSHIP_NOT_ACTIVE;
const answered = errors.PARTNERSHIP_NOT_PENDING;
const expired = errors.PARTNERSHIP_INVITATION_EXPIRED;

/** By state: the outcome for Brian, the inviter, then for Alvin, the invitee. */
const table: Record<
  string,
  [
    (state: PartnershipState, by: string) => Decision<PartnershipStatus>,
    Record<Name, [Outcome, Outcome]>,
  ]
> = {
  accept: [
    (partnership, by) => decideAccept(partnership, by, soon),
    {
      pending: [notFound, 'active'],
      declined: [notFound, answered],
      expired: [notFound, expired],
      withdrawn: [notFound, notFound],
      active: [notFound, 'keep'],
      paused: [notFound, 'keep'],
      ended: [notFound, answered],
    },
  ],
  decline: [
    (partnership, by) => decideDecline(partnership, by, soon),
    {
      pending: [notFound, 'declined'],
      declined: [notFound, 'keep'],
      expired: [notFound, expired],
      withdrawn: [notFound, notFound],
      active: [notFound, answered],
      paused: [notFound, answered],
      ended: [notFound, answered],
    },
  ],
  'invite again': [
    decideInvite,
    {
      pending: ['pending_invite', errors.PERMISSION_DENIED],
      declined: ['pending_invite', errors.PERMISSION_DENIED],
      expired: ['pending_invite', errors.PERMISSION_DENIED],
      withdrawn: [answered, notFound],
      active: [answered, errors.PERMISSION_DENIED],
      paused: [answered, errors.PERMISSION_DENIED],
      ended: [answered, errors.PERMISSION_DENIED],
    },
  ],
  pause: [
    decidePause,
    {
      pending: [notActive, notActive],
      declined: [notActive, notActive],
      expired: [notActive, notActive],
      withdrawn: [notActive, notFound],
      active: ['paused', 'paused'],
      paused: ['keep', 'keep'],
      ended: [notActive, notActive],
    },
  ],
  resume: [
    decideResume,
    {
      pending: [notActive, notActive],
      declined: [notActive, notActive],
      expired: [notActive, notActive],
      withdrawn: [notActive, notFound],
      active: ['keep', 'keep'],
      paused: ['active', 'active'],
      ended: [notActive, notActive],
    },
  ],
  dissolve: [
    (partnership, by) => decideDissolve(partnership, by, soon),
    {
      pending: ['dissolved', notActive],
      declined: ['dissolved', notActive],
      expired: ['keep', 'keep'],
      withdrawn: ['keep', notFound],
      active: ['dissolved', 'dissolved'],
      paused: ['dissolved', 'dissolved'],
      ended: ['keep', 'keep'],
    },
  ],
  update: [
    (partnership, by) => decideUpdate(partnership, by, soon),
    {
      pending: ['pending_invite', notActive],
      declined: ['declined', notActive],
      expired: [notActive, notActive],
      withdrawn: [notActive, notFound],
      active: ['active', 'active'],
      paused: ['paused', 'paused'],
      ended: [notActive, notActive],
    },
  ],
  'sever the partnership': [
    decideSever,
    {
      pending: ['dissolved', 'declined'],
      declined: ['dissolved', 'keep'],
      expired: ['keep', 'keep'],
      withdrawn: ['keep', 'keep'],
      active: ['dissolved', 'dissolved'],
      paused: ['dissolved', 'dissolved'],
      ended: ['keep', 'keep'],
    },
  ],
};

describe.each(Object.entries(table))('to %s', (_name, [decide, expected]) => {
  test.each(names)('when the state is %s', (name) => {
    expect([word(decide(state(name), brian)), word(decide(state(name), alvin))]).toEqual(
      expected[name],
    );
  });
});

test('a partnership in any state does not exist for other users', () => {
  for (const name of names) {
    const partnership = state(name);
    expect(isVisibleTo(partnership, clarie)).toBe(false);
    const decisions = [
      decideAccept(partnership, clarie, soon),
      decideDecline(partnership, clarie, soon),
      decideInvite(partnership, clarie),
      decidePause(partnership, clarie),
      decideResume(partnership, clarie),
      decideDissolve(partnership, clarie, soon),
      decideUpdate(partnership, clarie, soon),
    ];
    expect(new Set(decisions.map(word))).toEqual(new Set([notFound]));
  }
});

test('an invitation expires after seven days, to the millisecond', () => {
  expect(late.toISOString()).toBe('2026-11-08T10:00:00.000Z');
  const last = new Date(late.getTime() - 1);
  expect(word(decideAccept(state('pending'), alvin, last))).toBe('active');
  expect(word(decideAccept(state('pending'), alvin, late))).toBe(expired);
  expect(word(decideDecline(state('pending'), alvin, late))).toBe(expired);
  expect([
    word(decideExpire(state('pending'), last)),
    word(decideExpire(state('pending'), late)),
  ]).toEqual(['keep', 'expired_invite']);
  for (const name of names.filter((other) => other !== 'pending'))
    expect(word(decideExpire(state(name), late))).toBe('keep');
});

test('to the inviter, a declined invitation looks pending and then expired', () => {
  for (const now of [soon, late]) {
    expect(statusSeenBy(state('declined'), brian, now)).toBe(
      statusSeenBy(state('pending'), brian, now),
    );
    expect(word(decideDissolve(state('declined'), brian, now))).toBe(
      word(decideDissolve(state('pending'), brian, now)),
    );
    expect(decideUpdate(state('declined'), brian, now).kind).toBe(
      decideUpdate(state('pending'), brian, now).kind,
    );
    expect(decideInvite(state('declined'), brian)).toEqual(decideInvite(state('pending'), brian));
  }
  expect(statusSeenBy(state('declined'), alvin, soon)).toBe('declined');
});

describe('decideByToken', () => {
  const mailed = (name: Name) => ({ ...state(name), user2Id: null });
  const unknown = errors.PARTNERSHIP_INVITATION_NOT_FOUND;

  test.each(['active', 'declined'] as const)('any user but the inviter can answer: %s', (to) => {
    expect(word(decideByToken(mailed('pending'), clarie, soon, to))).toBe(to);
    expect(word(decideByToken(mailed('pending'), brian, soon, to))).toBe(
      errors.CANNOT_PARTNER_YOURSELF,
    );
  });

  test('a token that is no longer valid is refused like an unknown token', () => {
    expect(word(decideByToken(mailed('pending'), clarie, late, 'active'))).toBe(unknown);
    for (const name of ['declined', 'expired', 'withdrawn'] as const)
      expect(word(decideByToken(mailed(name), clarie, soon, 'active'))).toBe(unknown);
    for (const name of names)
      expect(word(decideByToken(state(name), clarie, soon, 'active'))).toBe(unknown);
  });
});
