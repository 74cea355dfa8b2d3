import type { Sql } from '@tribe/service-kit';

/** The user who has verified an address, also while their account is closed or banned: their blocks go on. */
export async function findVerifiedUser(sql: Sql, email: string): Promise<string | undefined> {
  const [user] = await sql.query<{ id: string }>(
    'email_directory_user',
    'SELECT id FROM users WHERE email = $1 AND email_verified',
    [email],
  );

  return user?.id;
}

export async function hasVerifiedEmail(sql: Sql, userId: string): Promise<boolean> {
  const rows = await sql.query(
    'email_directory_verified',
    'SELECT FROM users WHERE id = $1::uuid AND email_verified AND is_active',
    [userId],
  );

  return rows.length > 0;
}

export interface MailAddressRow {
  readonly email: string;
  readonly fullName: string;
  /** BCP 47. */
  readonly locale: string;
}

/** The verified address of an open account, or of a banned one. */
export async function findMailAddress(
  sql: Sql,
  userId: string,
  alsoBanned: boolean,
): Promise<MailAddressRow | undefined> {
  const [address] = await sql.query<MailAddressRow>(
    'email_directory_address',
    `SELECT u.email, u.full_name AS "fullName", coalesce(s.locale, 'en') AS locale
       FROM users u
       LEFT JOIN user_settings s ON s.user_id = u.id
      WHERE u.id = $1::uuid AND u.email_verified AND u.erase_after IS NULL
        AND (u.is_active OR ($2::boolean AND u.banned_at IS NOT NULL))`,
    [userId, alsoBanned],
  );

  return address;
}
