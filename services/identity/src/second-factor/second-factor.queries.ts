import type { Tx } from '../prisma.service';

export interface LockedFactor {
  sealedSecret: Uint8Array;
  confirmedAt: Date | null;
  lastStep: bigint | null;
}

export interface PendingFactor {
  readonly userId: string;
  readonly sealedSecret: Uint8Array;
  readonly createdAt: Date;
}

/** The second factor with its row locked: codes of one user are verified one after the other. */
export async function lockSecondFactor(tx: Tx, userId: string): Promise<LockedFactor | undefined> {
  const [factor] = await tx.sql.query<LockedFactor>(
    'second_factor_lock',
    `SELECT sealed_secret AS "sealedSecret", confirmed_at AS "confirmedAt", last_step AS "lastStep"
       FROM second_factors
      WHERE user_id = $1::uuid
        FOR UPDATE`,
    [userId],
  );
  return factor;
}

/**
 * Writes a factor that is not confirmed yet, in place of an earlier one that was not confirmed either.
 *
 * @returns false when the user has a confirmed factor, which stays
 */
export async function savePendingFactor(
  tx: Tx,
  { userId, sealedSecret, createdAt }: PendingFactor,
): Promise<boolean> {
  const written = await tx.sql.execute(
    'second_factor_save_pending',
    `INSERT INTO second_factors (user_id, sealed_secret, created_at)
     VALUES ($1::uuid, $2, $3)
     ON CONFLICT (user_id) DO UPDATE
       SET sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
     WHERE second_factors.confirmed_at IS NULL`,
    [userId, sealedSecret, createdAt],
  );
  return written === 1;
}
