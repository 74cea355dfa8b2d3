import { allow, dayMs, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { mailLifetimesMs } from '../mail/account-mail.rules';

/** The most that one archive may hold before compression, in characters of JSON. */
export const maxArchiveSize = 50_000_000;

/** How many parts one service may hand over; each holds up to 500 rows. */
export const maxParts = 2_000;

/** When an export that is requested now is deleted, whether or not its archive was downloaded. */
export function expiryOf(requestedAt: Date): Date {
  return new Date(requestedAt.getTime() + mailLifetimesMs.data_export);
}

/** Whether a user may request an export now: once a day, and only to an address that is known to be theirs. */
export function decideExport(
  emailVerified: boolean,
  lastRequestedAt: Date | undefined,
  now: Date,
): Permission {
  if (!emailVerified) return refuse(errors.EMAIL_NOT_VERIFIED);
  const waitMs = lastRequestedAt ? lastRequestedAt.getTime() + dayMs - now.getTime() : 0;
  if (waitMs <= 0) return allow;
  const retryAfterSeconds = Math.ceil(waitMs / 1000);

  return refuse(errors.DATA_EXPORT_LIMIT_REACHED, { retryAfterSeconds });
}
