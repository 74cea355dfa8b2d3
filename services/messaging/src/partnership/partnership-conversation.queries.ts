import type { Sql } from '@tribe/service-kit';

/** Returns those of the keys of two users that no conversation has. */
export async function listMissingKeys(sql: Sql, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const text = `SELECT key FROM unnest($1::text[]) AS asked (key)
    WHERE NOT EXISTS (SELECT FROM conversations WHERE direct_key = asked.key)`;
  const rows = await sql.query<{ key: string }>('partnership_keys_missing', text, [keys]);

  return rows.map(({ key }) => key);
}
