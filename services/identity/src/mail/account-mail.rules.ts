import { dayMs } from '@tribe/service-kit';
import { canBeRestored, type ClosableAccount, graceDays } from '../account/closed-account.rules';

/** The kinds of mails about an account. */
export type AccountMailKind =
  | 'verify_email'
  | 'reset_password'
  | 'password_changed'
  | 'email_changed'
  | 'account_deletion'
  | 'data_export'
  | 'login_changed'
  | 'registration_attempted';

/** The kinds of mails that a person can cause by e-mail address, without an account. */
export const requestableKinds = [
  'verify_email',
  'reset_password',
  'registration_attempted',
] as const;

/** The change of the login methods that a `login_changed` mail is about. */
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

const hourMs = 3_600_000;
/** How long a link works, or for how long a notice is worth sending after an outage, in milliseconds. */
export const mailLifetimesMs: Readonly<Record<AccountMailKind, number>> = {
  verify_email: dayMs,
  reset_password: hourMs,
  password_changed: 3 * dayMs,
  email_changed: 3 * dayMs,
  account_deletion: graceDays * dayMs,
  data_export: 7 * dayMs,
  login_changed: 3 * dayMs,
  registration_attempted: dayMs,
};

/** How many mails of a kind an account is sent within a time when strangers can cause them. */
export interface MailLimit {
  readonly mails: number;
  readonly withinMs: number;
}

const hourlyLimit: MailLimit = { mails: 3, withinMs: hourMs };

export function limitOf(kind: AccountMailKind): MailLimit {
  return kind === 'registration_attempted' ? { mails: 1, withinMs: dayMs } : hourlyLimit;
}

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

export interface MailedAccount extends ClosableAccount {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly pendingEmail: string | null;
}

/** Whether a mail that waited is still worth sending. */
export function isWorthSending(mail: MailState, account: MailedAccount, now: Date): boolean {
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
    case 'registration_attempted':
      return mail.email === account.email;
    case 'password_changed':
    case 'email_changed':
    case 'login_changed':
      return true;
  }
}

/** A username of which a reader recognizes only their own: `c•••e`. The mail may reach a stranger. */
export function maskedUsername(username: string): string {
  return `${username.slice(0, 1)}•••${username.slice(-1)}`;
}
