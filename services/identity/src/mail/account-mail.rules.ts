import { daysAvailable } from '../data-export/data-export.rules';
import { canBeRestored, graceDays } from '../erasure/erasure.rules';

/** Why somebody gets a mail from us. */
export type AccountMailKind =
  | 'verify_email'
  | 'reset_password'
  | 'password_changed'
  | 'email_changed'
  | 'account_deletion'
  | 'data_export'
  | 'login_changed';

/** What a mail says of the ways to log in. */
export type LoginChange =
  | 'second_factor_added'
  | 'second_factor_removed'
  | 'recovery_codes_renewed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'google_linked'
  | 'google_unlinked'
  | 'apple_linked'
  | 'apple_unlinked';

const hour = 3_600_000;

/** How long a link works, or for how long news are worth sending when the mail server was away, in milliseconds. */
export const lifetimes: Readonly<Record<AccountMailKind, number>> = {
  verify_email: 24 * hour,
  reset_password: hour,
  password_changed: 72 * hour,
  email_changed: 72 * hour,
  account_deletion: graceDays * 24 * hour,
  data_export: daysAvailable * 24 * hour,
  login_changed: 72 * hour,
};

/** Of the kinds anybody may ask for: how many one account is sent in an hour. What is beyond is dropped silently. */
export const mailsPerHour = 3;

const kindsWithLink: ReadonlySet<AccountMailKind> = new Set([
  'verify_email',
  'reset_password',
  'account_deletion',
  'data_export',
]);

/** Whether the mail has a link, so that a token is made for it. */
export function hasLink(kind: AccountMailKind): boolean {
  return kindsWithLink.has(kind);
}

export interface MailState {
  readonly kind: AccountMailKind;
  readonly email: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export interface AccountState {
  readonly isActive: boolean;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly pendingEmail: string | null;
  readonly eraseAfter: Date | null;
  readonly bannedAt: Date | null;
}

/**
 * What a link to verify an address does.
 *
 * - `done`: the address is the account's and is verified; opening the mail twice is no error
 * - `verify`: the account's own address
 * - `move`: the address the account was to go to
 */
export type VerifyVerdict = 'done' | 'verify' | 'move' | 'expired' | 'refuse';

export function judgeVerification(
  mail: MailState,
  account: AccountState,
  now: Date,
): VerifyVerdict {
  if (!account.isActive) return 'refuse';
  if (mail.email === account.email && account.emailVerified) return 'done';
  if (mail.email !== account.email && mail.email !== account.pendingEmail) return 'refuse';
  if (mail.expiresAt <= now) return 'expired';
  return mail.email === account.email ? 'verify' : 'move';
}

/** A link to a new password works once, and only while the account still has the address it was sent to. */
export function judgeReset(
  mail: MailState,
  account: AccountState,
  now: Date,
): 'reset' | 'expired' | 'refuse' {
  if (!account.isActive || mail.usedAt || mail.email !== account.email) return 'refuse';
  return mail.expiresAt <= now ? 'expired' : 'reset';
}

/** Whether a mail that waited is still to be sent. */
export function isWorthSending(mail: MailState, account: AccountState, now: Date): boolean {
  if (mail.usedAt || mail.expiresAt <= now) return false;
  if (mail.kind === 'account_deletion') return canBeRestored(account, now);
  if (!account.isActive) return false;
  switch (mail.kind) {
    case 'verify_email':
      return (
        mail.email === account.pendingEmail ||
        (mail.email === account.email && !account.emailVerified)
      );
    case 'reset_password':
    case 'data_export':
      return mail.email === account.email;
    case 'password_changed':
    case 'email_changed':
    case 'login_changed':
      return true;
  }
}
