import { change, type Decision, type ErrorType, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideJoin, decideRequestAnswer, decideWithdrawRequest } from './tribe-join.rules';
import { group, outsider, people } from './tribe-rules.test-support';

const { member, stranger } = people;

describe('decideJoin', () => {
  const open = group({ privacy: 'public', requireApproval: false });
  const approving = group({ privacy: 'public' });
  const forFriends = group({ privacy: 'friends_only' });
  const closed = group();
  const full = { maxMembers: 5 };

  type Joined = 'member' | 'requested';
  const decisionOf = (expected: Joined | 'keep' | ErrorType): Decision<Joined> => {
    if (expected === 'keep') return keep;
    return typeof expected === 'string' ? change(expected) : refuse(expected);
  };

  test.each([
    ['an open group', open, {}, 'member'],
    ['an open group after a removal', open, { wasRemoved: true }, errors.PERMISSION_DENIED],
    [
      'an open group after a removal, with an invitation',
      open,
      { wasRemoved: true, isInvited: true },
      'member',
    ],
    ['an open group that is full', { ...open, ...full }, {}, errors.TRIBE_FULL],
    [
      'a full group, with an invitation',
      { ...open, ...full },
      { isInvited: true },
      errors.TRIBE_FULL,
    ],
    ['a group with approval', approving, {}, 'requested'],
    ['a group with approval, a second time', approving, { hasRequested: true }, 'keep'],
    ['a group with approval, with an invitation', approving, { isInvited: true }, 'member'],
    ['a full group with approval', { ...approving, ...full }, {}, 'requested'],
    ['a group for friends, as a friend', forFriends, { isFriendOfOwner: true }, 'requested'],
    ['a group for friends, as a stranger', forFriends, {}, errors.TRIBE_NOT_FOUND],
    ['a private group', closed, {}, errors.TRIBE_NOT_FOUND],
    ['a private group, after a request', closed, { hasRequested: true }, errors.TRIBE_NOT_FOUND],
    ['a private group, with an invitation', closed, { isInvited: true }, 'member'],
  ] as const)('to %s', (_name, tribe, user, expected) => {
    expect(decideJoin(tribe, stranger, outsider(user))).toEqual(decisionOf(expected));
  });

  test('keeps a member', () => {
    expect(decideJoin(closed, member, outsider())).toEqual(keep);
  });
});

test('decideWithdrawRequest keeps a member, and knows a private group after a request only', () => {
  const withdraw = (userId: string, hasRequested: boolean) =>
    decideWithdrawRequest(group(), userId, outsider({ hasRequested }));
  expect(withdraw(member, false)).toEqual(keep);
  expect(withdraw(stranger, true)).toEqual(change('withdrawn'));
  expect(withdraw(stranger, false)).toEqual(refuse(errors.TRIBE_NOT_FOUND));
});

describe('decideRequestAnswer', () => {
  const now = new Date('2026-04-10T00:00:00Z');
  const recent = new Date('2026-04-09T00:00:00Z');
  const expired = new Date('2026-03-11T00:00:00Z');
  const notFound = refuse(errors.TRIBE_JOIN_REQUEST_NOT_FOUND);

  test.each([
    ['pending', recent, [change('approved'), change('rejected')]],
    ['pending', expired, [notFound, notFound]],
    ['approved', recent, [keep, notFound]],
    ['rejected', recent, [notFound, keep]],
    ['withdrawn', recent, [notFound, notFound]],
  ] as const)('for a request that is %s since %s', (status, createdAt, decisions) => {
    const answers = (['approved', 'rejected'] as const).map((answer) =>
      decideRequestAnswer({ status, createdAt }, answer, now),
    );
    expect(answers).toEqual(decisions);
  });
});
