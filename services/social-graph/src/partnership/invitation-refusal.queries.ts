import type { Sql } from '@tribe/service-kit';

/** Another refusal of the same address changes nothing. */
export async function insertRefusal(sql: Sql, addressId: string, refusedAt: Date): Promise<void> {
  await sql.query(
    'invitation_refusal_insert',
    `INSERT INTO invitation_refusals (address_id, refused_at) VALUES ($1::uuid, $2::timestamptz)
     ON CONFLICT (address_id) DO NOTHING`,
    [addressId, refusedAt],
  );
}

export async function isRefused(sql: Sql, addressId: string): Promise<boolean> {
  const rows = await sql.query(
    'invitation_refusal_of_address',
    `SELECT FROM invitation_refusals WHERE address_id = $1::uuid`,
    [addressId],
  );

  return rows.length > 0;
}
