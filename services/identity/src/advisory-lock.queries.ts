import type { Sql } from '@tribe/service-kit';

/**
 * Waits until no other transaction holds the lock of this key, and holds it until the transaction ends: for what has no
 * row that could be locked. Keys begin with what they are about: `phone …`.
 *
 * @param sql the transaction's
 */
export async function lockKey(sql: Sql, key: string): Promise<void> {
  const statement = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';
  await sql.execute('advisory_lock', statement, [key]);
}
