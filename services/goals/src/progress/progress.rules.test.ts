import { dateOf, dayOf } from '../streak/day.rules';
import type { DayRule } from '../streak/streak-facts';
import { progressDays, rangeOf, summaryOf } from './progress.rules';

const today = dayOf('2028-03-01');
const datesOf = (range: { from: number; to: number }) => [dateOf(range.from), dateOf(range.to)];

test.each([
  ['week', undefined, '2028-02-24', '2028-03-01'],
  ['month', undefined, '2028-02-02', '2028-03-01'],
  ['year', undefined, '2027-03-02', '2028-03-01'],
  ['week', '2028-02-28', '2028-02-28', '2028-03-05'],
  ['month', '2028-01-31', '2028-01-31', '2028-02-28'],
  ['year', '2028-01-01', '2028-01-01', '2028-12-31'],
  ['year', '2028-02-29', '2028-02-29', '2029-02-27'],
] as const)('a %s from %s has the days %s to %s', (period, from, first, last) => {
  const range = rangeOf(period, from && dayOf(from), today);
  expect(datesOf(range)).toEqual([first, last]);
});

const first = dayOf('2028-02-01');
const daysWith = (rules: readonly DayRule[], from = first) =>
  rules.map((rule, index) => ({
    day: from + index,
    rule,
    evidence: [],
    streak: index,
    week: undefined,
  }));

test('each day has an entry, also before the system existed and in the future', () => {
  const days = progressDays(
    { from: first - 1, to: first + 2 },
    { explained: daysWith(['done', 'pending']), values: new Map(), target: null },
  );

  expect(days.map(({ rule, level, streak }) => [rule, level, streak])).toEqual([
    [null, 0, null],
    ['done', 4, 0],
    ['pending', 0, 1],
    [null, 0, null],
  ]);
});

test.each([
  [20, 4],
  [25, 4],
  [19, 3],
  [10, 2],
  [1, 1],
  [0, 1],
  [null, 4],
])('a done day with %s of 20 has level %s', (value, level) => {
  const values = new Map([[first, { checkins: 1, value }]]);
  const explained = daysWith(['done']);
  const [day] = progressDays({ from: first, to: first }, { explained, values, target: 20 });
  expect(day).toMatchObject({ level, value, checkins: 1 });
});

test('the trend looks back seven days, and neither today nor free days lower it', () => {
  const rules: DayRule[] = ['missed', 'done', 'done', 'missed', 'rest', 'vacation', 'frozen'];
  const explained = daysWith([...rules, 'done_late', 'pending'], first - 6);
  const range = { from: first, to: first + 2 };
  const days = progressDays(range, { explained, values: new Map(), target: null });

  expect(days.map(({ trend }) => trend)).toEqual([0.4, 0.6, 0.5]);
});

test('the summary counts done, due and missed days', () => {
  const rules: DayRule[] = ['done', 'done_late', 'missed', 'skipped', 'rest', 'pending'];
  const range = { from: first, to: first + 5 };
  const values = new Map([[first, { checkins: 2, value: 12.5 }]]);

  const days = progressDays(range, { explained: daysWith(rules), values, target: null });

  expect(summaryOf(days)).toEqual({
    doneDays: 2,
    dueDays: 4,
    missedDays: 1,
    completionRate: 0.5,
    totalValue: 12.5,
  });
  expect(summaryOf([]).completionRate).toBeNull();
});
