import type { Sql } from '@tribe/service-kit';

/** Somebody others can find by their number. */
export interface FoundByPhone {
  readonly userId: string;
  /** A bigint, which the driver hands over as text. */
  readonly version: string;
}

/** Of these people, and of who has these numbers, those who can be found, in the order of their ids. */
export function selectFound(
  sql: Sql,
  { userIds, phoneHashes }: { userIds: readonly string[]; phoneHashes: readonly string[] },
): Promise<FoundByPhone[]> {
  return sql.query<FoundByPhone>(
    'phone-directory-find',
    `SELECT u.id AS "userId", u.version
       FROM phone_numbers AS p
       JOIN users AS u ON u.id = p.user_id AND u.is_active
       JOIN user_settings AS s ON s.user_id = p.user_id AND s.discoverable_by_phone
      WHERE p.user_id = ANY($1::uuid[]) OR p.phone_hash = ANY($2::varchar[])
      ORDER BY u.id`,
    [userIds, phoneHashes],
  );
}
