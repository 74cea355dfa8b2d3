import { isFresh, reasonOf, scoreOf } from './suggestion.rules';

test.each([
  [1, 0, 0, 0, 'mutual_friends'],
  [0, 1, 0, 0, 'common_goals'],
  [0, 0, 1, 0, 'same_tribe'],
  [0, 0, 0, 1, 'phone_contact'],
  [3, 1, 1, 0, 'mutual_friends'],
  [2, 1, 1, 0, 'common_goals'],
  [1, 0, 1, 0, 'same_tribe'],
  [12, 3, 0, 0, 'mutual_friends'],
  [5, 2, 3, 1, 'phone_contact'],
  [9, 2, 3, 1, 'mutual_friends'],
] as const)(
  'with %i friends, %i goals and %i tribes in common and %i phone numbers, the reason is %s',
  (mutualFriends, commonGoals, commonTribes, phoneContact, reason) => {
    expect(reasonOf({ mutualFriends, commonGoals, commonTribes, phoneContact })).toBe(reason);
  },
);

test('more in common is a higher score: a phone number counts more than two goals, and a goal more than two friends', () => {
  const score = (
    mutualFriends: number,
    commonGoals: number,
    commonTribes: number,
    phoneContact = 0,
  ) => scoreOf({ mutualFriends, commonGoals, commonTribes, phoneContact });
  expect(score(2, 0, 0)).toBeGreaterThan(score(1, 0, 0));
  expect(score(0, 1, 0)).toBeGreaterThan(score(2, 0, 0));
  expect(score(1, 0, 1)).toBeGreaterThan(score(0, 0, 1));
  expect(score(0, 0, 0, 1)).toBeGreaterThan(score(0, 2, 0));
});

test('suggestions are fresh for an hour', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  expect(isFresh(undefined, now)).toBe(false);
  expect(isFresh(new Date('2026-11-21T11:00:00.001Z'), now)).toBe(true);
  expect(isFresh(new Date('2026-11-21T11:00:00Z'), now)).toBe(false);
});
