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
 * Removes every login method but the password, and the second factor. For an account whose address is verified for the
 * first time: another person may have opened it with this address, and could log in later with a method of their own.
 *
 * @returns how many were removed
 */
export async function keepOnlyPassword(tx: Tx, userId: string): Promise<number> {
  const where = { userId };
  const removed = [
    await tx.credential.deleteMany({ where: { userId, kind: { not: 'password' } } }),
    await tx.passkey.deleteMany({ where }),
    await tx.secondFactor.deleteMany({ where }),
  ];
  return removed.reduce((sum, { count }) => sum + count, 0);
}
