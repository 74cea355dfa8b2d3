import { allow, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideAccess, decideRecentAccess, recentMs } from './account-access.rules';

const now = new Date('2026-03-01T12:00:00Z');
const account = { id: 'brian', isActive: true, revokedAt: null };

test.each([
  ['allows an open session of an active account', {}, allow],
  ['refuses the session of another user', { id: 'alvin' }, refuse(errors.ACCOUNT_INACTIVE)],
  ['refuses an inactive account', { isActive: false }, refuse(errors.ACCOUNT_INACTIVE)],
  ['refuses a revoked session', { revokedAt: now }, refuse(errors.SESSION_REVOKED)],
])('%s', (_case, change, decision) => {
  expect(decideAccess({ ...account, ...change }, 'brian')).toEqual(decision);
});

test.each([
  ['allows an authentication exactly ten minutes ago', recentMs, allow],
  ['refuses an older authentication', recentMs + 1, refuse(errors.RECENT_AUTHENTICATION_REQUIRED)],
])('%s', (_case, ageMs, decision) => {
  const authenticatedAt = new Date(now.getTime() - ageMs);
  expect(decideRecentAccess({ authenticatedAt }, now)).toEqual(decision);
});

test('refuses a session that was never authenticated', () => {
  expect(decideRecentAccess({ authenticatedAt: null }, now)).toEqual(
    refuse(errors.RECENT_AUTHENTICATION_REQUIRED),
  );
});
