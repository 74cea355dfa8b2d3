import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';

/**
 * Whether the account is active. Until the transaction ends, the account can be neither closed nor changed; a closing
 * that came first is waited for.
 */
export async function lockActiveUser(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.sql.query(
    'user_lock_active',
    'SELECT id FROM users WHERE id = $1::uuid AND is_active FOR SHARE',
    [userId],
  );
  return rows.length > 0;
}

/** The user with their row locked until the transaction ends. */
export async function lockUser(tx: Tx, userId: string): Promise<User | null> {
  await lockUsers(tx, [userId]);
  return tx.user.findUnique({ where: { id: userId } });
}

/** Locks the rows of these users, always in the same order, so that two transactions never wait for each other. */
export async function lockUsers(tx: Tx, userIds: readonly string[]): Promise<void> {
  await tx.sql.execute(
    'user_lock',
    'SELECT id FROM users WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    [userIds],
  );
}
