import { backoffMs } from './backoff.rules';

const backoff = { firstMs: 5_000, maxMs: 60_000 };

test('the wait doubles with every failure', () => {
  expect([1, 2, 3].map((failures) => backoffMs(failures, backoff, () => 1))).toEqual([
    5_000, 10_000, 20_000,
  ]);
});

test('the wait never exceeds maxMs', () => {
  expect(backoffMs(10, backoff, () => 1)).toBe(60_000);
  expect(backoffMs(10_000, backoff, () => 1)).toBe(60_000);
});

test('jitter shortens the wait by at most half', () => {
  expect(backoffMs(1, backoff, () => 0)).toBe(2_500);
});
