import type { Tx } from '../prisma.service';

/** Whether somebody has shown what number they have. */
export async function hasPhoneNumber(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.phoneNumber.count({ where: { userId } })) > 0;
}

/** Until the transaction ends nobody else is given this number. */
export async function lockPhoneHash(tx: Tx, phoneHash: string): Promise<void> {
  await tx.sql.execute(
    'phone_number_lock_phone_hash',
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
    [`phone ${phoneHash}`],
  );
}
