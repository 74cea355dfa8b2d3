import { timeAgo } from './time-ago.rules';

const now = new Date('2026-03-10T12:00:00Z');

test.each([
  ['2026-03-10T11:59:30Z', 'just now'],
  ['2026-03-10T12:00:05Z', 'just now'],
  ['2026-03-10T11:59:00Z', '1 minute ago'],
  ['2026-03-10T10:00:00Z', '2 hours ago'],
  ['2026-03-09T12:00:00Z', '1 day ago'],
  ['2026-02-24T12:00:00Z', '2 weeks ago'],
  ['2026-01-01T12:00:00Z', '2 months ago'],
  ['2024-03-01T12:00:00Z', '2 years ago'],
])('the time %s is formatted as "%s"', (then, words) => {
  expect(timeAgo(new Date(then), now)).toBe(words);
});
