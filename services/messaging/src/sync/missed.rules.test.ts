import { maxChangesEach } from './missed.rules';

test.each([
  [1, 50],
  [24, 50],
  [25, 48],
  [100, 12],
  [200, 6],
  [1_000, 6],
])('shows of each of %i changed conversations at most %i changes', (conversations, changes) =>
  expect(maxChangesEach(conversations)).toBe(changes),
);
