import { allow, change, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  decideAnswer,
  decideInvitation,
  decideWithdraw,
  type InvitationStatus,
} from './tribe-invitation.rules';
import { group, people } from './tribe-rules.test-support';

const { member, stranger } = people;
const now = new Date('2026-04-10T00:00:00Z');
const recent = new Date('2026-04-09T00:00:00Z');
const expired = new Date('2026-03-11T00:00:00Z');

describe('decideAnswer', () => {
  const notFound = refuse(errors.TRIBE_INVITATION_NOT_FOUND);
  const answered = refuse(errors.TRIBE_INVITATION_ANSWERED);

  test.each([
    ['pending', recent, [change('accepted'), change('declined')]],
    ['pending', expired, [notFound, notFound]],
    ['accepted', expired, [keep, answered]],
    ['declined', recent, [answered, keep]],
    ['withdrawn', recent, [notFound, notFound]],
  ] as const)('to an invitation that is %s since %s', (status, createdAt, decisions) => {
    const answers = (['accepted', 'declined'] as const).map((answer) =>
      decideAnswer({ status, createdAt }, answer, now),
    );
    expect(answers).toEqual(decisions);
  });
});

test('decideWithdraw treats a declined invitation like a pending invitation', () => {
  const withdraw = (status: InvitationStatus, createdAt: Date) =>
    decideWithdraw({ status, createdAt }, now);
  const notFound = refuse(errors.TRIBE_INVITATION_NOT_FOUND);
  for (const status of ['pending', 'declined'] as const) {
    expect(withdraw(status, recent)).toEqual(change('withdrawn'));
    expect(withdraw(status, expired)).toEqual(notFound);
  }
  expect(withdraw('accepted', recent)).toEqual(notFound);
  expect(withdraw('withdrawn', expired)).toEqual(keep);
});

describe('decideInvitation', () => {
  const decide = (status: InvitationStatus, createdAt: Date) =>
    decideInvitation(group(), stranger, { isFriend: true, last: { status, createdAt } }, now);

  test('a declined invitation blocks another as long as a pending invitation does', () => {
    for (const status of ['pending', 'declined'] as const) {
      expect(decide(status, recent)).toEqual(refuse(errors.TRIBE_INVITATION_EXISTS));
      expect(decide(status, expired)).toEqual(allow);
    }
    expect(decide('accepted', recent)).toEqual(allow);
  });

  test('refuses a member with TRIBE_MEMBER_EXISTS', () => {
    const invitee = { isFriend: true, last: undefined };
    expect(decideInvitation(group(), member, invitee, now)).toEqual(
      refuse(errors.TRIBE_MEMBER_EXISTS),
    );
  });

  test('refuses a user who is not a friend with TRIBE_INVITEE_NOT_A_FRIEND, member or not', () => {
    const invitee = { isFriend: false, last: undefined };
    expect(decideInvitation(group(), member, invitee, now)).toEqual(
      refuse(errors.TRIBE_INVITEE_NOT_A_FRIEND),
    );
  });
});
