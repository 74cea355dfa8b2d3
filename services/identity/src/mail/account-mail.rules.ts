import { canBeRestored, type ClosableAccount, graceDays } from '../account/closed-account.rules';

/** The kinds of mails about an account. */
export type AccountMailKind =
  | 'verify_email'
  | 'reset_password'
  | 'password_changed'
  | 'email_changed'
  | 'account_deletion'
  | 'data_export'
  | 'login_changed';

/** The kinds of mails that a person can request by e-mail address, without an account. */
export const requestableKinds = ['verify_email', 'reset_password'] as const;

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
const dayMs = 24 * hourMs;

/** How long a link works, or for how long a notice is worth sending after an outage, in milliseconds. */
export const mailLifetimesMs: Readonly<Record<AccountMailKind, number>> = {
  verify_email: dayMs,
  reset_password: hourMs,
  password_changed: 3 * dayMs,
  email_changed: 3 * dayMs,
  account_deletion: graceDays * dayMs,
  data_export: 7 * dayMs,
  login_changed: 3 * dayMs,
};

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
      return mail.email === account.email;
    case 'password_changed':
    case 'email_changed':
    case 'login_changed':
      return true;
  }
}
