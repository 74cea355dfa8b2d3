import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';

/**
 * Checks, after a login method was removed, that the user can still log in. The lock of the account makes sure that of
 * two methods removed at the same moment, the second is refused.
 *
 * @throws AppError LAST_WAY_IN when no login method is left
 */
export async function requireLoginMethod(tx: Tx, userId: string): Promise<void> {
  const where = { userId };
  if ((await tx.credential.count({ where })) > 0) return;
  if ((await tx.passkey.count({ where })) > 0) return;
  throw new AppError(errors.LAST_WAY_IN);
}

/**
 * Removes every login method, and the second factor. For an account whose address is verified for the first time: another
 * person may have opened it with this address, and could log in later with a method of their own.
 *
 * @param kept the password that the owner of the mailbox sets, if they set one
 * @returns how many were removed
 */
export async function removeLoginMethods(
  tx: Tx,
  userId: string,
  kept?: 'password',
): Promise<number> {
  const where = { userId };
  const credentials = kept ? { userId, kind: { not: kept } } : where;

  const removed = [
    await tx.credential.deleteMany({ where: credentials }),
    await tx.passkey.deleteMany({ where }),
    await tx.secondFactor.deleteMany({ where }),
  ];

  return removed.reduce((sum, { count }) => sum + count, 0);
}
