import { allow, dayMs, type Permission, refuse } from '@tribe/service-kit';
import { canBeRestored, type ClosableAccount, graceDays } from '../account/closed-account.rules';
import { errors } from '../errors';
import { reportingServices } from '../reporting-services';

/** When an account that is deleted now is erased. */
export function eraseAfter(now: Date): Date {
  return new Date(now.getTime() + graceDays * dayMs);
}

/** Whether the link of a mail may restore the account. */
export function decideRestoration(
  mail: { readonly usedAt: Date | null },
  account: ClosableAccount,
  now: Date,
): Permission {
  return !mail.usedAt && canBeRestored(account, now) ? allow : refuse(errors.LINK_INVALID);
}

/** Whether the erasure that was planned for `plannedFor` is still due: the account was not restored since. */
export function isErasureDue(
  account: Pick<ClosableAccount, 'isActive' | 'eraseAfter'>,
  plannedFor: Date,
  now: Date,
): boolean {
  if (account.isActive || account.eraseAfter === null) return false;
  return account.eraseAfter <= now && account.eraseAfter.getTime() === plannedFor.getTime();
}

/** Whether every service with personal data has reported. */
export function isComplete(reported: readonly string[]): boolean {
  return reportingServices.every((service) => reported.includes(service));
}
