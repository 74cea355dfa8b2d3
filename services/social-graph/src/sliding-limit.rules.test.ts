import { dayMs } from '@tribe/service-kit';
import { secondsUntilAllowed, windowStart } from './sliding-limit.rules';

test('the window begins its length ago', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  expect(windowStart({ windowMs: 90 * dayMs }, now)).toEqual(new Date('2026-08-22T12:00:00Z'));
});

test('allows an action again when the oldest action that counts leaves the window', () => {
  const limit = { times: 2, windowMs: 100_000 };
  const now = new Date(200_000);
  const at = (...seconds: number[]) => seconds.map((second) => new Date(second * 1000));
  expect(secondsUntilAllowed(at(), limit, now)).toBeUndefined();
  expect(secondsUntilAllowed(at(110), limit, now)).toBeUndefined();
  expect(secondsUntilAllowed(at(110, 130), limit, now)).toBe(10);
  expect(secondsUntilAllowed(at(105, 110, 130), limit, now)).toBe(10);
  expect(secondsUntilAllowed(at(100.0001, 130), limit, now)).toBe(1);
});
