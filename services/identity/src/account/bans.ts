import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

/** The columns that say whether a user is banned. */
export const banColumns = { bannedAt: true, suspendedUntil: true } as const;

interface BannableAccount {
  readonly bannedAt: Date | null;
  readonly suspendedUntil: Date | null;
}

/**
 * A ban with an end is over at its end, without a job.
 *
 * @throws AppError ACCOUNT_BANNED with `until`, which is absent for a ban without an end
 */
export function requireUnbanned({ bannedAt, suspendedUntil }: BannableAccount, now: Date): void {
  if (bannedAt) throw new AppError(errors.ACCOUNT_BANNED);
  if (suspendedUntil && suspendedUntil > now)
    throw new AppError(errors.ACCOUNT_BANNED, { members: { until: suspendedUntil.toISOString() } });
}

/** The columns of an account after a ban. An account that its owner had deleted stays closed until they restore it. */
export function unbanned(eraseAfter: Date | null) {
  return {
    isActive: eraseAfter === null,
    bannedAt: null,
    banReason: null,
    suspendedUntil: null,
    banActionId: null,
  };
}
