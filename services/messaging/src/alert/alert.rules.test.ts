import { decideAlert, isConfirmed } from './alert.rules';

const now = new Date('2026-06-01T12:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test.each([
  ['no alert', [], undefined],
  ['one alert in the hour', [1], undefined],
  ['two alerts in the hour', [1, 20], 40 * 60],
  ['a second alert an hour ago', [1, 60], undefined],
  ['five alerts in the day', [61, 70, 80, 90, 100], undefined],
  ['six alerts in the day', [61, 70, 80, 90, 100, 1_430], 10 * 60],
  ['a sixth alert a day ago', [61, 70, 80, 90, 100, 1_440], undefined],
  ['both limits reached', [1, 2, 70, 80, 90, 1_439], 58 * 60],
])('after %s, the sender waits for %s seconds', (_name, minutes, retryAfterSeconds) => {
  const decision = decideAlert(minutes.map(before), now);
  expect(decision).toMatchObject(
    retryAfterSeconds === undefined
      ? { kind: 'change', to: { createdAt: now } }
      : { kind: 'refuse', options: { retryAfterSeconds } },
  );
});

test.each([
  [0, true],
  [4.99, true],
  [5, false],
  [-1, false],
])('a confirmation that is %d minutes old is valid: %s', (minutes, isValid) => {
  expect(isConfirmed(before(minutes), now)).toBe(isValid);
});
