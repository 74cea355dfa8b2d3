import type { Sql } from '@tribe/service-kit';

/** A user who can be found by phone number. */
export interface DiscoverableUser {
  readonly userId: string;
  readonly version: bigint;
}

/** Those of the given users, and of the users with the given numbers, who can be found, in the order of their ids. */
export function findDiscoverable(
  sql: Sql,
  { userIds, phoneHashes }: { userIds: readonly string[]; phoneHashes: readonly string[] },
): Promise<DiscoverableUser[]> {
  return sql.query<DiscoverableUser>(
    'phone_directory_find',
    `SELECT u.id AS "userId", u.version
       FROM phone_numbers AS p
       JOIN users AS u ON u.id = p.user_id AND u.is_active
       JOIN user_settings AS s ON s.user_id = p.user_id AND s.discoverable_by_phone
      WHERE p.user_id = ANY($1::uuid[]) OR p.phone_hash = ANY($2::varchar[])
      ORDER BY u.id`,
    [userIds, phoneHashes],
  );
}
