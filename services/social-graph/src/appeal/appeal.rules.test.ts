import { allow, change, dayMs, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Decider } from '../moderation/case.rules';
import { decideAppeal, decideAppealDecision } from './appeal.rules';

const createdAt = new Date('2026-03-01T12:00:00Z');
const after = (days: number) => new Date(createdAt.getTime() + days * dayMs);

test.each([
  ['is allowed for 30 days', false, after(30), allow],
  ['is too late afterwards', false, after(31), refuse(errors.MODERATION_APPEAL_EXPIRED)],
  ['is allowed once', true, after(1), refuse(errors.MODERATION_APPEAL_EXISTS)],
])('an appeal %s', (_case, hasAppeal, now, decision) => {
  expect(decideAppeal({ createdAt, hasAppeal }, now)).toEqual(decision);
});

const pending = { status: 'pending', moderatorId: 'root', subjectRoles: [] } as const;
const other: Decider = { userId: 'other', isAdmin: false, hasReported: false };

test.each([
  ['overturns a decision', pending, other, change({ status: 'overturned' })],
  [
    'cannot decide about their own decision',
    pending,
    { ...other, userId: 'root' },
    refuse(errors.CANNOT_DECIDE_OWN_ACTION),
  ],
  [
    'cannot decide about their own report',
    pending,
    { ...other, hasReported: true },
    refuse(errors.CANNOT_DECIDE_OWN_REPORT),
  ],
  [
    'cannot decide about staff',
    { ...pending, subjectRoles: ['moderator'] },
    other,
    refuse(errors.CANNOT_DECIDE_ABOUT_STAFF),
  ],
  [
    'as an admin, decides about staff',
    { ...pending, subjectRoles: ['moderator'] },
    { ...other, isAdmin: true },
    change({ status: 'overturned' }),
  ],
  [
    'decides once',
    { ...pending, status: 'upheld' },
    other,
    refuse(errors.MODERATION_APPEAL_DECIDED),
  ],
] as const)('a moderator %s', (_case, state, by, decision) => {
  expect(decideAppealDecision(state, by, 'overturn')).toEqual(decision);
});

test('a moderator upholds a decision', () => {
  expect(decideAppealDecision(pending, other, 'uphold')).toEqual(change({ status: 'upheld' }));
});
