import { achievementCriteria } from './achievement-criteria';
import { type DatedFact, isMetByTally, isMetWithin } from './achievement.rules';

const dayMs = 86_400_000;
const tally = { facts: 10, days: 4, items: 2, maxValue: 7 };

test.each([
  [{ operator: 'count', kind: 'checkin', at_least: 10 }, true],
  [{ operator: 'count', kind: 'checkin', at_least: 11 }, false],
  [{ operator: 'distinct', kind: 'checkin', of: 'day', at_least: 4 }, true],
  [{ operator: 'distinct', kind: 'checkin', of: 'day', at_least: 5 }, false],
  [{ operator: 'distinct', kind: 'checkin', of: 'item', at_least: 2 }, true],
  [{ operator: 'distinct', kind: 'checkin', of: 'item', at_least: 3 }, false],
  [{ operator: 'value', kind: 'goal_completed', at_least: 7 }, true],
  [{ operator: 'value', kind: 'goal_completed', at_least: 7.5 }, false],
  [{ operator: 'streak', unit: 'days', at_least: 7 }, true],
  [{ operator: 'streak', unit: 'weeks', at_least: 8 }, false],
])('the rule %j is met: %s', (criteria, isMet) => {
  expect(isMetByTally(achievementCriteria.parse(criteria), tally)).toBe(isMet);
});

test.each([
  {},
  null,
  { operator: 'count', kind: 'checkin' },
  { operator: 'count', kind: 'checkin', at_least: 0 },
  { operator: 'count', kind: 'login', at_least: 1 },
  { operator: 'count', kind: 'checkin', at_least: 1, sql: 'DROP TABLE achievements' },
  { operator: 'sum', kind: 'checkin', at_least: 1 },
  { operator: 'distinct', kind: 'checkin', of: 'user', at_least: 1 },
  { operator: 'count', kind: 'checkin', at_least: 1, within_days: 367 },
  { operator: 'streak', unit: 'months', at_least: 1 },
])('%j is no rule', (criteria) => {
  expect(achievementCriteria.safeParse(criteria).success).toBe(false);
});

describe('a rule about a period', () => {
  const on = (days: readonly number[], itemId = 'a'): DatedFact[] =>
    days.map((day) => ({ at: day * dayMs, day: String(Math.floor(day)), itemId }));
  const count = achievementCriteria.parse({
    operator: 'count',
    kind: 'checkin',
    at_least: 3,
    within_days: 7,
  });
  const distinct = achievementCriteria.parse({ ...count, operator: 'distinct', of: 'day' });

  test.each([
    [[0, 3, 6.9], true],
    [[0, 3, 7], false],
    [[0, 10, 13, 16, 30], true],
    [[6, 0, 3], true],
    [[], false],
  ])('with facts on the days %j is met: %s', (days, isMet) => {
    expect(isMetWithin(count, on(days))).toBe(isMet);
  });

  test('counts a day or an item once', () => {
    expect(isMetWithin(distinct, on([0, 0.5, 1]))).toBe(false);
    expect(isMetWithin(distinct, on([0, 1, 2]))).toBe(true);
    const items = achievementCriteria.parse({ ...count, operator: 'distinct', of: 'item' });
    expect(isMetWithin(items, on([0, 1, 2]))).toBe(false);
    expect(isMetWithin(items, [...on([0]), ...on([1], 'b'), ...on([2], 'c')])).toBe(true);
  });
});
