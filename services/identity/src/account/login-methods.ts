import { Injectable } from '@nestjs/common';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';

/** With what somebody can log in. */
@Injectable()
export class WaysIn {
  /**
   * To be asked after one was removed, under the lock of the account: of two that are removed at once, the second is told.
   *
   * @throws AppError LAST_WAY_IN when nothing is left
   */
  async requireOne(tx: Tx, userId: string): Promise<void> {
    const where = { userId };
    if ((await tx.credential.count({ where })) > 0 || (await tx.passkey.count({ where })) > 0)
      return;
    throw new AppError(errors.LAST_WAY_IN);
  }

  /**
   * Leaves the password alone, and takes the second factor away. For whoever is the first to show that they read the mail of
   * the account: somebody else may have opened it with their address, and waits to come back by another way.
   *
   * @returns how many were removed
   */
  async keepOnlyPassword(tx: Tx, userId: string): Promise<number> {
    const where = { userId };
    const removed = [
      await tx.credential.deleteMany({ where: { userId, kind: { not: 'password' } } }),
      await tx.passkey.deleteMany({ where }),
      await tx.secondFactor.deleteMany({ where }),
    ];
    return removed.reduce((sum, { count }) => sum + count, 0);
  }
}
