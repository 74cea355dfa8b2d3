import { create } from '@bufbuild/protobuf';
import {
  ContributionType,
  GoalContributionAddedSchema,
  GoalSchema,
  PartnershipKind,
  PartnershipSchema,
  UserCardSchema,
} from '@tribe/contracts';
import { mailLanguages } from '../mail/account-mail.texts';
import {
  contributionText,
  formatAmount,
  friendAcceptedText,
  friendRequestText,
  goalCompletedText,
  languageOf,
  partnershipAcceptedText,
  partnershipDissolvedText,
  partnershipInviteText,
} from './notification-text.rules';

const english = languageOf('en-US');
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
  expect(friendRequestText(clarie)(english)).toEqual({
    title: 'New Friend Request',
    message: 'Clarie Gor wants to be your friend',
  });
});

test('the text of an accepted request names the addressee', () => {
  expect(friendAcceptedText(clarie)(english).message).toBe(
    'Clarie Gor accepted your friend request',
  );
});

test('the text about a partnership contains its kind, and its name if it has one', () => {
  const duo = create(PartnershipSchema, { kind: PartnershipKind.DUO, name: 'Early birds' });
  const nameless = create(PartnershipSchema, { kind: PartnershipKind.ACCOUNTABILITY });
  expect(partnershipInviteText(duo, clarie)(english).message).toBe(
    'Clarie Gor invites you to a duo "Early birds"',
  );
  expect(partnershipInviteText(nameless, clarie)(english).message).toBe(
    'Clarie Gor invites you to an accountability partnership',
  );
  expect(partnershipAcceptedText(duo, clarie)(english).message).toBe(
    'Clarie Gor accepted: your duo "Early birds" begins',
  );
  expect(partnershipDissolvedText(nameless, undefined)(english).message).toBe(
    'Somebody ended your accountability partnership',
  );
});

test('the text of a contribution contains the amount and the goal', () => {
  expect(contributionText(contribution(ContributionType.MONETARY))(english).message).toBe(
    'Clarie Gor added $150.00 to "Run a 5k"',
  );
});

test('the texts of a check-in and a milestone contain no amount', () => {
  expect(contributionText(contribution(ContributionType.CHECKIN))(english).message).toBe(
    'Clarie Gor checked in on "Run a 5k"',
  );
  expect(contributionText(contribution(ContributionType.MILESTONE))(english).message).toBe(
    'Clarie Gor reached a milestone of "Run a 5k"',
  );
});

test('the text of a completed goal counts the other participants', () => {
  expect(goalCompletedText(goalWith(4))(english)).toEqual({
    title: 'Goal Completed! 🎉',
    message: 'You and 3 friends completed "Run a 5k" goal',
  });
  expect(goalCompletedText(goalWith(2))(english).message).toBe(
    'You and 1 friend completed "Run a 5k" goal',
  );
  expect(goalCompletedText(goalWith(1))(english).message).toBe('You completed "Run a 5k" goal');
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
  expect(contributionText(event)(english).message).toContain('CA$150.00');
});

test('texts are in the language of the recipient, with amounts as it writes them', () => {
  const text = contributionText(contribution(ContributionType.MONETARY, '1250.50'));
  const inLocale = (locale: string) => text(languageOf(locale)).message.replaceAll(/\s/g, ' ');
  expect(inLocale('de-AT')).toBe('Clarie Gor hat $ 1.250,50 zu „Run a 5k“ beigetragen');
  expect(inLocale('fr-RW')).toBe('Clarie Gor a ajouté 1 250,50 $US à « Run a 5k »');
  for (const other of ['xx', 'not a locale'])
    expect(inLocale(other)).toBe('Clarie Gor added $1,250.50 to "Run a 5k"');
});

test('a goal that was completed together counts the others in every language', () => {
  const text = goalCompletedText(goalWith(4));
  const messages = mailLanguages.map((language) => text(languageOf(language)).message);
  expect(new Set(messages).size).toBe(mailLanguages.length);
  for (const message of messages) expect(message).toMatch(/3.*Run a 5k/);
});

/** All texts of a value, with the names of their placeholders. */
function placeholdersOf(value: unknown, path: string[] = []): [string, string[]][] {
  if (typeof value === 'string')
    return [
      [path.join('.'), [...value.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).toSorted()],
    ];
  return Object.entries(value as object).flatMap(([key, each]) =>
    placeholdersOf(each, [...path, key]),
  );
}

test.each(mailLanguages)(
  'the texts in %s have the placeholders of the English ones',
  (language) => {
    const { texts } = languageOf(language);
    expect(placeholdersOf(texts)).toEqual(placeholdersOf(english.texts));
  },
);
