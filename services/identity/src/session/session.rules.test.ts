import { judgeRefresh, refreshGraceMs } from './session.rules';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-20T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const session = { revokedAt: null, expiresAt: later };
const token = { rotatedAt: null, expiresAt: later };

test('the newest token of a living session is rotated', () => {
  expect(judgeRefresh(session, token, now)).toBe('rotate');
});

test('a replaced token is answered again until the grace window closes, and ends the session after it', () => {
  expect(judgeRefresh(session, { ...token, rotatedAt: now }, now)).toBe('repeat');
  expect(judgeRefresh(session, { ...token, rotatedAt: ago(refreshGraceMs) }, now)).toBe('repeat');
  expect(judgeRefresh(session, { ...token, rotatedAt: ago(refreshGraceMs + 1) }, now)).toBe(
    'reuse',
  );
});

test('nothing comes of a session that was revoked or has expired', () => {
  expect(judgeRefresh({ ...session, revokedAt: ago(1) }, token, now)).toBe('refuse');
  expect(
    judgeRefresh({ ...session, revokedAt: ago(1) }, { ...token, rotatedAt: ago(1) }, now),
  ).toBe('refuse');
  expect(judgeRefresh({ ...session, expiresAt: now }, token, now)).toBe('refuse');
  expect(judgeRefresh(session, { ...token, expiresAt: now }, now)).toBe('refuse');
});
