import { type Lookup, secondsUntilLookup } from './contact-limits.rules';

const now = new Date('2026-11-21T12:00:00Z');
const limits = { lookupsPerHour: 2, numbersPerDay: 100 };
const minutesAgo = (minutes: number, numberCount = 1): Lookup => ({
  numberCount,
  lookedUpAt: new Date(now.getTime() - minutes * 60_000),
});
const wait = (lookups: Lookup[], numberCount = 1) =>
  secondsUntilLookup(lookups, numberCount, limits, now);

test('allows the first lookup', () => {
  expect(wait([])).toBeUndefined();
  expect(wait([], 100)).toBeUndefined();
});

test('the third lookup in an hour waits until the first is an hour old', () => {
  expect(wait([minutesAgo(50)])).toBeUndefined();
  expect(wait([minutesAgo(50), minutesAgo(20)])).toBe(10 * 60);
  expect(wait([minutesAgo(70), minutesAgo(50), minutesAgo(20)])).toBe(10 * 60);
  expect(wait([minutesAgo(60), minutesAgo(20)])).toBeUndefined();
});

test('numbers beyond the daily limit wait until enough are a day old', () => {
  const day = [minutesAgo(23 * 60, 40), minutesAgo(12 * 60, 50)];
  expect(wait(day, 10)).toBeUndefined();
  expect(wait(day, 11)).toBe(3_600);
  expect(wait(day, 60)).toBe(12 * 3_600);
  expect(wait([minutesAgo(24 * 60, 100)], 100)).toBeUndefined();
});

test('the longer of two waits decides', () => {
  expect(wait([minutesAgo(30, 50), minutesAgo(20, 50)], 1)).toBe(23.5 * 3_600);
});

test('more numbers than the daily limit wait a day', () => {
  expect(wait([], 101)).toBe(24 * 3_600);
});
