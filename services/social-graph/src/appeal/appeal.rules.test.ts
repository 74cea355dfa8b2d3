import { allow, change, dayMs, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
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

test('another moderator decides about an appeal, once', () => {
  const pending = { status: 'pending', moderatorId: 'root' } as const;
  expect(decideAppealDecision(pending, 'other', 'overturn')).toEqual(
    change({ status: 'overturned' }),
  );
  expect(decideAppealDecision(pending, 'other', 'uphold')).toEqual(change({ status: 'upheld' }));
  expect(decideAppealDecision(pending, 'root', 'uphold')).toEqual(
    refuse(errors.CANNOT_DECIDE_OWN_ACTION),
  );
  expect(decideAppealDecision({ ...pending, status: 'upheld' }, 'other', 'overturn')).toEqual(
    refuse(errors.MODERATION_APPEAL_DECIDED),
  );
});
