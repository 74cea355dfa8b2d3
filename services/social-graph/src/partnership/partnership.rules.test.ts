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

/** Where a partnership Brian invited Alvin to can stand. */
const states = {
  waiting: { status: 'pending_invite', activatedAt: null },
  declined: { status: 'declined', activatedAt: null },
  expired: { status: 'expired_invite', activatedAt: null },
  takenBack: { status: 'dissolved', activatedAt: null },
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

const none = errors.PARTNERSHIP_NOT_FOUND;
const notActive = errors.PARTNERSHIP_NOT_ACTIVE;
const answered = errors.PARTNERSHIP_NOT_PENDING;
const over = errors.PARTNERSHIP_INVITATION_EXPIRED;

/** By state: what Brian, who invited, gets, then what Alvin gets. */
const table: Record<
  string,
  [
    (state: PartnershipState, by: string) => Decision<PartnershipStatus>,
    Record<Name, [Outcome, Outcome]>,
  ]
> = {
  accept: [
    (one, by) => decideAccept(one, by, soon),
    {
      waiting: [none, 'active'],
      declined: [none, answered],
      expired: [none, over],
      takenBack: [none, none],
      active: [none, 'keep'],
      paused: [none, 'keep'],
      ended: [none, answered],
    },
  ],
  decline: [
    (one, by) => decideDecline(one, by, soon),
    {
      waiting: [none, 'declined'],
      declined: [none, 'keep'],
      expired: [none, over],
      takenBack: [none, none],
      active: [none, answered],
      paused: [none, answered],
      ended: [none, answered],
    },
  ],
  'invite anew': [
    decideInvite,
    {
      waiting: ['pending_invite', errors.PERMISSION_DENIED],
      declined: ['pending_invite', errors.PERMISSION_DENIED],
      expired: ['pending_invite', errors.PERMISSION_DENIED],
      takenBack: [answered, none],
      active: [answered, errors.PERMISSION_DENIED],
      paused: [answered, errors.PERMISSION_DENIED],
      ended: [answered, errors.PERMISSION_DENIED],
    },
  ],
  pause: [
    decidePause,
    {
      waiting: [notActive, notActive],
      declined: [notActive, notActive],
      expired: [notActive, notActive],
      takenBack: [notActive, none],
      active: ['paused', 'paused'],
      paused: ['keep', 'keep'],
      ended: [notActive, notActive],
    },
  ],
  resume: [
    decideResume,
    {
      waiting: [notActive, notActive],
      declined: [notActive, notActive],
      expired: [notActive, notActive],
      takenBack: [notActive, none],
      active: ['keep', 'keep'],
      paused: ['active', 'active'],
      ended: [notActive, notActive],
    },
  ],
  dissolve: [
    (one, by) => decideDissolve(one, by, soon),
    {
      waiting: ['dissolved', notActive],
      declined: ['dissolved', notActive],
      expired: ['keep', 'keep'],
      takenBack: ['keep', none],
      active: ['dissolved', 'dissolved'],
      paused: ['dissolved', 'dissolved'],
      ended: ['keep', 'keep'],
    },
  ],
  update: [
    (one, by) => decideUpdate(one, by, soon),
    {
      waiting: ['pending_invite', notActive],
      declined: ['declined', notActive],
      expired: [notActive, notActive],
      takenBack: [notActive, none],
      active: ['active', 'active'],
      paused: ['paused', 'paused'],
      ended: [notActive, notActive],
    },
  ],
  'have nothing more to do with the other': [
    decideSever,
    {
      waiting: ['dissolved', 'declined'],
      declined: ['dissolved', 'keep'],
      expired: ['keep', 'keep'],
      takenBack: ['keep', 'keep'],
      active: ['dissolved', 'dissolved'],
      paused: ['dissolved', 'dissolved'],
      ended: ['keep', 'keep'],
    },
  ],
};

describe.each(Object.entries(table))('to %s', (_name, [decide, expected]) => {
  test.each(names)('when it is %s', (name) => {
    expect([word(decide(state(name), brian)), word(decide(state(name), alvin))]).toEqual(
      expected[name],
    );
  });
});

test('to everybody else no partnership exists, wherever it stands', () => {
  for (const name of names) {
    const one = state(name);
    expect(isVisibleTo(one, clarie)).toBe(false);
    const decisions = [
      decideAccept(one, clarie, soon),
      decideDecline(one, clarie, soon),
      decideInvite(one, clarie),
      decidePause(one, clarie),
      decideResume(one, clarie),
      decideDissolve(one, clarie, soon),
      decideUpdate(one, clarie, soon),
    ];
    expect(new Set(decisions.map(word))).toEqual(new Set([none]));
  }
});

test('an invitation holds for seven days, to the millisecond', () => {
  expect(late.toISOString()).toBe('2026-11-08T10:00:00.000Z');
  const last = new Date(late.getTime() - 1);
  expect(word(decideAccept(state('waiting'), alvin, last))).toBe('active');
  expect(word(decideAccept(state('waiting'), alvin, late))).toBe(over);
  expect(word(decideDecline(state('waiting'), alvin, late))).toBe(over);
  expect([
    word(decideExpire(state('waiting'), last)),
    word(decideExpire(state('waiting'), late)),
  ]).toEqual(['keep', 'expired_invite']);
  for (const name of names.filter((one) => one !== 'waiting'))
    expect(word(decideExpire(state(name), late))).toBe('keep');
});

test('to who invited, a declined invitation is one that waits and then expires, whatever they do', () => {
  for (const now of [soon, late]) {
    expect(statusSeenBy(state('declined'), brian, now)).toBe(
      statusSeenBy(state('waiting'), brian, now),
    );
    expect(word(decideDissolve(state('declined'), brian, now))).toBe(
      word(decideDissolve(state('waiting'), brian, now)),
    );
    expect(decideUpdate(state('declined'), brian, now).kind).toBe(
      decideUpdate(state('waiting'), brian, now).kind,
    );
    expect(decideInvite(state('declined'), brian)).toEqual(decideInvite(state('waiting'), brian));
  }
  expect(statusSeenBy(state('declined'), alvin, soon)).toBe('declined');
});

describe('with the token of an e-mail', () => {
  const mailed = (name: Name) => ({ ...state(name), user2Id: null });
  const unknown = errors.PARTNERSHIP_INVITATION_NOT_FOUND;

  test.each(['active', 'declined'] as const)('anybody but who sent it can answer (%s)', (to) => {
    expect(word(decideByToken(mailed('waiting'), clarie, soon, to))).toBe(to);
    expect(word(decideByToken(mailed('waiting'), brian, soon, to))).toBe(
      errors.CANNOT_PARTNER_YOURSELF,
    );
  });

  test('one that no longer holds is like one that never was', () => {
    expect(word(decideByToken(undefined, clarie, soon, 'active'))).toBe(unknown);
    expect(word(decideByToken(mailed('waiting'), clarie, late, 'active'))).toBe(unknown);
    for (const name of ['declined', 'expired', 'takenBack'] as const)
      expect(word(decideByToken(mailed(name), clarie, soon, 'active'))).toBe(unknown);
    for (const name of names)
      expect(word(decideByToken(state(name), clarie, soon, 'active'))).toBe(unknown);
  });
});
