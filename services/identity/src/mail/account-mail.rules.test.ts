import { isWorthSending, maskedUsername } from './account-mail.rules';
import { account, later, mail, moving, now, verified } from './account-mail.test-support';

const restoreMail = { ...mail, kind: 'account_deletion' as const };
const closed = { ...account, isActive: false, eraseAfter: later };

test.each([
  ['sends a link that verifies the address', mail, account, true],
  ['drops a link for an address that is verified', mail, verified, false],
  ['sends a link to the pending address', mail, moving, true],
  ['drops a link that was used', { ...mail, usedAt: now }, account, false],
  ['drops a link that has expired', { ...mail, expiresAt: now }, account, false],
  ['drops a link to an inactive account', mail, { ...account, isActive: false }, false],
  ['sends a link to reset the password', { ...mail, kind: 'reset_password' }, account, true],
  ['drops a reset link to an old address', { ...mail, kind: 'reset_password' }, moving, false],
  ['sends a link that restores a closed account', restoreMail, closed, true],
  ['drops a restore link to an open account', restoreMail, account, false],
  ['drops a restore link to a banned user', restoreMail, { ...closed, bannedAt: now }, false],
  ['drops a restore link that is too late', restoreMail, { ...closed, eraseAfter: now }, false],
  ['sends a notice of a login change', { ...mail, kind: 'login_changed' }, verified, true],
  ['drops a notice to a closed account', { ...mail, kind: 'login_changed' }, closed, false],
  [
    'drops a notice of a registration to an old address',
    { ...mail, kind: 'registration_attempted' },
    moving,
    false,
  ],
  [
    'sends a notice to an old address',
    { ...mail, kind: 'email_changed' },
    { ...verified, email: 'other@x.com' },
    true,
  ],
] as const)('%s', (_case, waiting, state, isSent) => {
  expect(isWorthSending(waiting, state, now)).toBe(isSent);
});

test('a masked username shows its first and last character only', () => {
  expect(maskedUsername('clarie')).toBe('c•••e');
});
