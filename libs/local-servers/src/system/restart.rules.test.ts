import { planRestart } from './restart.rules';

const now = 1_000_000;
const secondsAgo = (...seconds: number[]) => seconds.map((one) => now - one * 1_000);

test.each([
  [[0], 500],
  [[10, 0], 1_000],
  [[20, 10, 0], 2_000],
  [[30, 20, 10, 0], 4_000],
])('after crashes %j seconds ago, it restarts in %d ms', (crashes, afterMs) => {
  expect(planRestart(secondsAgo(...crashes), now)).toEqual({ kind: 'restart', afterMs });
});

test('the fifth crash within a minute is the last', () => {
  expect(planRestart(secondsAgo(59, 40, 30, 20, 0), now)).toEqual({ kind: 'give-up' });
});

test('crashes from more than a minute ago do not count', () => {
  expect(planRestart(secondsAgo(300, 200, 100, 61, 0), now)).toEqual({
    kind: 'restart',
    afterMs: 500,
  });
});
