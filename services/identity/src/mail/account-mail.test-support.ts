/** States of mails and accounts for the tests of rules. */
export const now = new Date('2026-03-01T12:00:00Z');
export const later = new Date('2026-03-01T13:00:00Z');

/** An account whose address is not verified. */
export const account = {
  isActive: true,
  email: 'new@x.com',
  emailVerified: false,
  pendingEmail: null,
  eraseAfter: null,
  bannedAt: null,
};
export const verified = { ...account, emailVerified: true };

/** An account with a requested change of its address. */
export const moving = { ...verified, email: 'old@x.com', pendingEmail: 'new@x.com' };

/** A mail that verifies the address of {@link account}. */
export const mail = {
  kind: 'verify_email' as const,
  email: 'new@x.com',
  expiresAt: later,
  usedAt: null,
};
