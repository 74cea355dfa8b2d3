import { create } from '@bufbuild/protobuf';
import {
  ContributionType,
  GoalContributionAddedSchema,
  GoalSchema,
  PartnershipKind,
  PartnershipSchema,
  UserCardSchema,
} from '@tribe/contracts';
import {
  contributionText,
  formatAmount,
  friendAcceptedText,
  friendRequestText,
  goalCompletedText,
  partnershipAcceptedText,
  partnershipDissolvedText,
  partnershipInviteText,
} from './notification-text.rules';

const clarie = create(UserCardSchema, { id: 'c', username: 'clariegor', fullName: 'Clarie Gor' });
const goalWith = (count: number) =>
  create(GoalSchema, {
    title: 'Run a 5k',
    targetCurrency: 'USD',
    participants: Array.from({ length: count }, (_, index) => ({ userId: String(index) })),
  });
const contribution = (contributionType: ContributionType, amount = '150.00') =>
  create(GoalContributionAddedSchema, {
    goal: goalWith(2),
    contributor: clarie,
    amount,
    contributionType,
  });

test('the text of a friend request names the requester', () => {
  expect(friendRequestText(clarie)).toEqual({
    title: 'New Friend Request',
    message: 'Clarie Gor wants to be your friend',
  });
});

test('the text of an accepted request names the addressee', () => {
  expect(friendAcceptedText(clarie).message).toBe('Clarie Gor accepted your friend request');
});

test('the text about a partnership contains its kind, and its name if it has one', () => {
  const duo = create(PartnershipSchema, { kind: PartnershipKind.DUO, name: 'Early birds' });
  const nameless = create(PartnershipSchema, { kind: PartnershipKind.ACCOUNTABILITY });
  expect(partnershipInviteText(duo, clarie).message).toBe(
    'Clarie Gor invites you to a duo "Early birds"',
  );
  expect(partnershipInviteText(nameless, clarie).message).toBe(
    'Clarie Gor invites you to an accountability partnership',
  );
  expect(partnershipAcceptedText(duo, clarie).message).toBe(
    'Clarie Gor accepted: your duo "Early birds" begins',
  );
  expect(partnershipDissolvedText(nameless, undefined).message).toBe(
    'Somebody ended your accountability partnership',
  );
});

test('the text of a contribution contains the amount and the goal', () => {
  expect(contributionText(contribution(ContributionType.MONETARY)).message).toBe(
    'Clarie Gor added $150.00 to "Run a 5k"',
  );
});

test('the texts of a check-in and a milestone contain no amount', () => {
  expect(contributionText(contribution(ContributionType.CHECKIN)).message).toBe(
    'Clarie Gor checked in on "Run a 5k"',
  );
  expect(contributionText(contribution(ContributionType.MILESTONE)).message).toBe(
    'Clarie Gor reached a milestone of "Run a 5k"',
  );
});

test('the text of a completed goal counts the other participants', () => {
  expect(goalCompletedText(goalWith(4))).toEqual({
    title: 'Goal Completed! 🎉',
    message: 'You and 3 friends completed "Run a 5k" goal',
  });
  expect(goalCompletedText(goalWith(2)).message).toBe('You and 1 friend completed "Run a 5k" goal');
  expect(goalCompletedText(goalWith(1)).message).toBe('You completed "Run a 5k" goal');
});

test('amounts are formatted with cents and currency', () => {
  expect(formatAmount('9999999999.99', 'USD')).toBe('$9,999,999,999.99');
  expect(formatAmount('0.10', 'EUR')).toBe('€0.10');
  expect(formatAmount('5.00', 'CAD')).toBe('CA$5.00');
  expect(formatAmount('5.00', 'AUD')).toBe('A$5.00');
  expect(formatAmount('5.00', 'MXN')).toBe('MX$5.00');
  expect(formatAmount('990.00', 'CLP')).toBe('CLP\u00a0990');
  expect(formatAmount('150.00', 'KES')).toBe('KES\u00a0150.00');
  expect(formatAmount('5.00', 'not a currency')).toBe('5.00 not a currency');
});

test.each([
  ['1200.00', 'JPY', '¥1,200'],
  ['5.00', 'COP', 'COP\u00a05.00'],
  ['1.125', 'KWD', 'KWD\u00a01.125'],
  ['1.50', 'KWD', 'KWD\u00a01.500'],
  ['990.50', 'CLP', 'CLP\u00a0990.5'],
])('%s in %s is written as %s', (amount, currency, text) => {
  expect(formatAmount(amount, currency)).toBe(text);
});

test('the text of a contribution in another dollar names that dollar', () => {
  const event = contribution(ContributionType.MONETARY);
  event.goal!.targetCurrency = 'CAD';
  expect(contributionText(event).message).toContain('CA$150.00');
});
