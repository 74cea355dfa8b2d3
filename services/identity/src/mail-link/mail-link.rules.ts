import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { MailedAccount, MailState } from '../mail/account-mail.rules';

/** The columns that a followed link changes. `email` only when the account moves to the address of the mail. */
export interface VerifiedEmail {
  readonly emailVerified: true;
  readonly email?: string;
  readonly pendingEmail?: null;
}

/** Decides what a link that verifies an address does. Following it again is no error. */
export function decideVerification(
  mail: MailState,
  account: MailedAccount,
  now: Date,
): Decision<VerifiedEmail> {
  if (!account.isActive) return refuse(errors.LINK_INVALID);
  const isCurrent = mail.email === account.email;
  if (isCurrent && account.emailVerified) return keep;
  if (!isCurrent && mail.email !== account.pendingEmail) return refuse(errors.LINK_INVALID);
  if (mail.expiresAt <= now) return refuse(errors.LINK_EXPIRED);

  return isCurrent
    ? change({ emailVerified: true })
    : change({ emailVerified: true, email: mail.email, pendingEmail: null });
}

/** Whether a link may set a new password: once, and only while the account has the address that it was sent to. */
export function decideReset(mail: MailState, account: MailedAccount, now: Date): Permission {
  if (!account.isActive || mail.usedAt || mail.email !== account.email)
    return refuse(errors.LINK_INVALID);
  return mail.expiresAt <= now ? refuse(errors.LINK_EXPIRED) : allow;
}
