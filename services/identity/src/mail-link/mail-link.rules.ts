import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { MailedAccount, MailState } from '../mail/account-mail.rules';

/**
 * - `verify`: the user of the account reads the mail of its address
 * - `move`: the account gets the address of the mail
 * - `hand-over`: the reader of the mail may not be the person who opened the account, and gets it alone
 */
export type Verification = 'verify' | 'move' | 'hand-over';

/**
 * Decides what a link that verifies an address does. Following it again is no error.
 *
 * @param isUser whether the request has a session or the password of the account. The link proves only that its reader
 * owns the mailbox; another person may have given the address to the account.
 */
export function decideVerification(
  mail: MailState,
  account: MailedAccount,
  isUser: boolean,
  now: Date,
): Decision<Verification> {
  if (!account.isActive) return refuse(errors.LINK_INVALID);
  const isCurrent = mail.email === account.email;
  if (isCurrent && account.emailVerified) return keep;
  if (!isCurrent && mail.email !== account.pendingEmail) return refuse(errors.LINK_INVALID);
  if (mail.expiresAt <= now) return refuse(errors.LINK_EXPIRED);

  if (isCurrent) return change(isUser ? 'verify' : 'hand-over');

  return isUser ? change('move') : refuse(errors.ACCOUNT_PROOF_REQUIRED);
}

/** Whether a link may set a new password: once, and only while the account has the address that it was sent to. */
export function decideReset(mail: MailState, account: MailedAccount, now: Date): Permission {
  if (!account.isActive || mail.usedAt || mail.email !== account.email)
    return refuse(errors.LINK_INVALID);
  return mail.expiresAt <= now ? refuse(errors.LINK_EXPIRED) : allow;
}
