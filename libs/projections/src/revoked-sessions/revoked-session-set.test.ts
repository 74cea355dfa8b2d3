import { commonErrors } from '@tribe/service-kit';
import { RevokedSessionSet } from './revoked-session-set';

const hour = 3_600_000;
const at = (hours: number) => new Date(hours * hour);

test('holds a session until all its tokens have expired', () => {
  const sessions = new RevokedSessionSet(hour);
  sessions.add('phone', at(10), at(10));
  expect(sessions.has('phone', at(10.9))).toBe(true);
  expect(sessions.has('phone', at(11))).toBe(false);
  expect(sessions.has('tablet', at(10))).toBe(false);
});

test('add returns false for a known session and for an expired one', () => {
  const sessions = new RevokedSessionSet(hour);
  expect(sessions.add('phone', at(10), at(10))).toBe(true);
  expect(sessions.add('phone', at(10), at(10))).toBe(false);
  expect(sessions.add('tablet', at(8), at(10))).toBe(false);
});

test('drops expired sessions when one is added', () => {
  const sessions = new RevokedSessionSet(hour);
  for (let minute = 0; minute < 60; minute++)
    sessions.add(`session ${minute}`, at(minute / 60), at(minute / 60));
  sessions.add('later', at(3), at(3));
  expect(sessions.size).toBe(1);
});

test('drops the oldest sessions beyond its maximum size', () => {
  const sessions = new RevokedSessionSet(hour, 3);
  for (const name of ['a', 'b', 'c', 'd']) sessions.add(name, at(1), at(1));
  expect(sessions.size).toBe(3);
  expect(sessions.has('a', at(1))).toBe(false);
  expect(sessions.has('d', at(1))).toBe(true);
});

describe('after it dropped a session too early', () => {
  const overfull = () => {
    const sessions = new RevokedSessionSet(hour, 2);
    revokeAll(sessions);
    return sessions;
  };
  const revokeAll = (sessions: RevokedSessionSet) => {
    for (const [name, time] of [
      ['a', 10],
      ['b', 10.1],
      ['c', 10.2],
    ] as const)
      sessions.add(name, at(time), at(10.2));
  };
  const tokenOf = (sid: string, hours: number) => ({ sid, iat: at(hours).getTime() / 1_000 });

  test('refuses tokens that may belong to it as expired, so that their clients refresh them', () => {
    const sessions = overfull();
    expect(sessions.refusalOf(tokenOf('b', 9.9), at(10.2))).toBe(commonErrors.SESSION_REVOKED);
    expect(sessions.refusalOf(tokenOf('a', 9.9), at(10.2))).toBe(commonErrors.TOKEN_EXPIRED);
    expect(sessions.refusalOf(tokenOf('other', 9.9), at(10.2))).toBe(commonErrors.TOKEN_EXPIRED);
    expect(sessions.refusalOf(tokenOf('other', 10.05), at(10.2))).toBeUndefined();
    expect(sessions.refusalOf(tokenOf('other', 9.9), at(11))).toBeUndefined();
  });

  test('forgets no further session when all are read again', () => {
    const sessions = overfull();
    revokeAll(sessions);
    expect(sessions.refusalOf(tokenOf('b', 9.9), at(10.2))).toBe(commonErrors.SESSION_REVOKED);
    expect(sessions.refusalOf(tokenOf('c', 9.9), at(10.2))).toBe(commonErrors.SESSION_REVOKED);
    expect(sessions.refusalOf(tokenOf('other', 10.05), at(10.2))).toBeUndefined();
  });
});
