import { change, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideRefresh, refreshGraceMs } from './session.rules';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-20T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const session = { revokedAt: null, expiresAt: later };
const token = { rotatedAt: null, expiresAt: later };
const rotated = { ...token, rotatedAt: now };
const over = refuse(errors.SESSION_REVOKED);

test('rotates the newest token of an open session', () => {
  expect(decideRefresh(session, token, now)).toEqual(change('rotate'));
});

test('keeps the successor of a replaced token for the grace period, and ends the session after it', () => {
  expect(decideRefresh(session, rotated, now)).toEqual(keep);
  const lastMoment = { ...rotated, rotatedAt: ago(refreshGraceMs) };
  expect(decideRefresh(session, lastMoment, now)).toEqual(keep);
  const tooLate = { ...rotated, rotatedAt: ago(refreshGraceMs + 1) };
  expect(decideRefresh(session, tooLate, now)).toEqual(change('end-session'));
});

test('refuses every token of a session that was revoked or has expired', () => {
  const revoked = { ...session, revokedAt: ago(1) };
  expect(decideRefresh(revoked, token, now)).toEqual(over);
  expect(decideRefresh(revoked, { ...rotated, rotatedAt: ago(1) }, now)).toEqual(over);
  expect(decideRefresh({ ...session, expiresAt: now }, token, now)).toEqual(over);
  expect(decideRefresh(session, { ...token, expiresAt: now }, now)).toEqual(over);
});
