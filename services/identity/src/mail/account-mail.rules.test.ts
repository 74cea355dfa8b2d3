import { isWorthSending, judgeReset, judgeVerification } from './account-mail.rules';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');
const account = {
  isActive: true,
  email: 'new@x.com',
  emailVerified: false,
  pendingEmail: null,
  eraseAfter: null,
  bannedAt: null,
};
const verified = { ...account, emailVerified: true };
const moving = { ...verified, email: 'old@x.com', pendingEmail: 'new@x.com' };
const mail = { kind: 'verify_email' as const, email: 'new@x.com', expiresAt: later, usedAt: null };
const farewell = { ...mail, kind: 'account_deletion' as const };
const closed = { ...account, isActive: false, eraseAfter: later };
const expired = { ...mail, expiresAt: now };

test.each([
  ['verifies the own address', mail, account, 'verify'],
  ['moves to the pending address', mail, moving, 'move'],
  ['may be opened again', { ...mail, usedAt: now }, verified, 'done'],
  ['may be opened again after it expired', expired, verified, 'done'],
  ['works no longer once it expired', expired, account, 'expired'],
  ['works no longer for a move once it expired', expired, moving, 'expired'],
  [
    'is nothing to an account that went elsewhere',
    mail,
    { ...verified, email: 'other@x.com' },
    'refuse',
  ],
  ['is nothing to an account that is not active', mail, { ...account, isActive: false }, 'refuse'],
  [
    'tells nothing of one that is not active and was verified',
    mail,
    { ...verified, isActive: false },
    'refuse',
  ],
] as const)('a link to verify an address %s', (_what, link, state, verdict) => {
  expect(judgeVerification(link, state, now)).toBe(verdict);
});

test.each([
  ['works', {}, account, 'reset'],
  ['works once', { usedAt: now }, account, 'refuse'],
  ['expires', { expiresAt: now }, account, 'expired'],
  ['is nothing once the address has changed', {}, { ...account, email: 'other@x.com' }, 'refuse'],
  ['is nothing to an account that is not active', {}, { ...account, isActive: false }, 'refuse'],
] as const)('a link to a new password %s', (_what, change, state, verdict) => {
  expect(judgeReset({ ...mail, kind: 'reset_password', ...change }, state, now)).toBe(verdict);
});

test.each([
  ['that verifies', mail, account, true],
  ['that verifies what is verified', mail, verified, false],
  ['that moves an account', mail, moving, true],
  ['with a link that was used', { ...mail, usedAt: now }, account, false],
  ['with a link that has expired', expired, account, false],
  ['to an account that is not active', mail, { ...account, isActive: false }, false],
  ['with a link to a new password', { ...mail, kind: 'reset_password' }, account, true],
  [
    'with a link to a new password, to an old address',
    { ...mail, kind: 'reset_password' },
    moving,
    false,
  ],
  ['with the way back, to an account that was closed', farewell, closed, true],
  ['with the way back, to one that is open', farewell, account, false],
  ['with the way back, to somebody who was banned', farewell, { ...closed, bannedAt: now }, false],
  ['with the way back, once it is too late', farewell, { ...closed, eraseAfter: now }, false],
  ['with news of the ways to log in', { ...mail, kind: 'login_changed' }, verified, true],
  ['with such news, to somebody who is gone', { ...mail, kind: 'login_changed' }, closed, false],
  [
    'with news for an old address',
    { ...mail, kind: 'email_changed' },
    { ...verified, email: 'other@x.com' },
    true,
  ],
] as const)('a mail %s is sent: %#', (_what, one, state, sent) => {
  expect(isWorthSending(one, state, now)).toBe(sent);
});
