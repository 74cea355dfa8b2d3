import type { Tx } from '../prisma.service';

export interface LockedFactor {
  sealedSecret: Uint8Array;
  confirmedAt: Date | null;
  lastStep: bigint | null;
}

/** The second factor with its row lock: codes of one person are checked one after the other. */
export async function lockSecondFactor(tx: Tx, userId: string): Promise<LockedFactor | undefined> {
  const [factor] = await tx.sql.query<LockedFactor>(
    'second_factor_lock_second_factor',
    `SELECT sealed_secret AS "sealedSecret", confirmed_at AS "confirmedAt", last_step AS "lastStep"
    FROM second_factors WHERE user_id = $1::uuid FOR UPDATE`,
    [userId],
  );
  return factor;
}

/** Starts over unless a factor is confirmed already. */
export async function replacePendingFactor(
  tx: Tx,
  {
    userId,
    sealedSecret,
    createdAt,
  }: { userId: string; sealedSecret: Uint8Array; createdAt: Date },
): Promise<boolean> {
  const written = await tx.sql.execute(
    'second_factor_replace_pending_factor',
    `INSERT INTO second_factors (user_id, sealed_secret, created_at)
    VALUES ($1::uuid, $2, $3)
    ON CONFLICT (user_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
    WHERE second_factors.confirmed_at IS NULL`,
    [userId, sealedSecret, createdAt],
  );
  return written === 1;
}
