import { RevokedSessionSet } from './revoked-session-set';

const hour = 3_600_000;
const at = (hours: number) => new Date(hours * hour);

test('a session matters until no token of it can be alive', () => {
  const sessions = new RevokedSessionSet(hour);
  sessions.add('phone', at(10), at(10));
  expect(sessions.has('phone', at(10.9))).toBe(true);
  expect(sessions.has('phone', at(11))).toBe(false);
  expect(sessions.has('tablet', at(10))).toBe(false);
});

test('a session that comes again, or too late to matter, is not new', () => {
  const sessions = new RevokedSessionSet(hour);
  expect(sessions.add('phone', at(10), at(10))).toBe(true);
  expect(sessions.add('phone', at(10), at(10))).toBe(false);
  expect(sessions.add('tablet', at(8), at(10))).toBe(false);
});

test('what no longer matters makes room', () => {
  const sessions = new RevokedSessionSet(hour);
  for (let minute = 0; minute < 60; minute++)
    sessions.add(`session ${minute}`, at(minute / 60), at(minute / 60));
  sessions.add('later', at(3), at(3));
  expect(sessions.size).toBe(1);
});

test('it never grows beyond its bound, and the oldest go first', () => {
  const sessions = new RevokedSessionSet(hour, 3);
  for (const name of ['a', 'b', 'c', 'd']) sessions.add(name, at(1), at(1));
  expect(sessions.size).toBe(3);
  expect(sessions.has('a', at(1))).toBe(false);
  expect(sessions.has('d', at(1))).toBe(true);
});
