import type { Sql } from '@tribe/service-kit';
import type { FriendshipState } from '../friend/friendship.rules';
import { areNotHidden } from '../people/hidden.queries';
import { beforeRows } from '../people/locks';
import { markSuggestionsStale } from '../people/suggestion-refresh.queries';
import { cardOf } from '../people/user-card.queries';
import type { Tx } from '../prisma.service';
import type { Lookup } from './contact-limits.rules';
import type { VersionedUser } from './phone-directory';

/** A contact that a user found and may see. */
export interface ShownContact {
  readonly userId: string;
  readonly friendship: FriendshipState | undefined;
}

/** The lookups of a user after a moment, oldest first. */
export function listLookups(sql: Sql, userId: string, after: Date): Promise<Lookup[]> {
  return sql.query<Lookup>(
    'contact_lookup_list',
    `SELECT number_count AS "numberCount", looked_up_at AS "lookedUpAt" FROM contact_lookups
      WHERE user_id = $1::uuid AND looked_up_at > $2::timestamptz
      ORDER BY looked_up_at`,
    [userId, after],
  );
}

/**
 * The given users that a user may see, as in a search: hidden users, closed accounts and private profiles of strangers are
 * left out.
 */
export async function filterShown(
  sql: Sql,
  userId: string,
  userIds: readonly string[],
): Promise<ShownContact[]> {
  const rows = await sql.query<{ userId: string; friendship: FriendshipState | null }>(
    'contact_shown_among',
    `SELECT c.user_id AS "userId", CASE WHEN f.id IS NOT NULL THEN json_build_object(
              'requesterId', f.requester_id, 'addresseeId', f.addressee_id, 'status', f.status) END AS friendship
       FROM unnest($2::uuid[]) AS asked (user_id)
      CROSS JOIN ${cardOf('asked.user_id')} AS c
       LEFT JOIN LATERAL (SELECT * FROM friendships
                           WHERE user_low = least($1::uuid, asked.user_id)
                             AND user_high = greatest($1::uuid, asked.user_id) OFFSET 0) AS f ON true
      WHERE c.is_active AND (c.profile_visibility <> 'private' OR f.status = 'accepted')
        AND ${areNotHidden('$1::uuid', 'c.user_id')}`,
    [userId, userIds],
  );
  return rows.map((row) => ({ userId: row.userId, friendship: row.friendship ?? undefined }));
}

/**
 * The given users whose reach by phone has not changed since identity was asked: no event says that they are gone or gave
 * up the number. Their reach cannot change until the transaction ends.
 */
export async function lockUnchanged(tx: Tx, users: readonly VersionedUser[]): Promise<Set<string>> {
  beforeRows(tx);
  const ids = users.map(({ userId }) => userId);

  await tx.sql.execute(
    'phone_reach_insert_missing',
    `INSERT INTO phone_reach (user_id, is_reachable, version, since_version)
     SELECT id, true, 0, 0 FROM unnest($1::uuid[]) AS u (id) ORDER BY id ON CONFLICT (user_id) DO NOTHING`,
    [ids],
  );

  const rows = await tx.sql.query<{ user_id: string; since_version: bigint }>(
    'phone_reach_lock',
    `SELECT user_id, since_version FROM phone_reach WHERE user_id = ANY($1::uuid[]) ORDER BY user_id FOR SHARE`,
    [ids],
  );

  const sinceVersions = new Map(rows.map((row) => [row.user_id, row.since_version]));

  const unchanged = users.filter(
    ({ userId, version }) => (sinceVersions.get(userId) ?? 0n) <= version,
  );

  return new Set(unchanged.map(({ userId }) => userId));
}

/** Writes the contacts that a user found, and deletes the oldest beyond the limit. */
export async function saveMatches(
  sql: Sql,
  matches: { userId: string; contactIds: readonly string[]; now: Date; limit: number },
): Promise<void> {
  const { userId, contactIds, now, limit } = matches;
  await sql.execute(
    'contact_match_upsert',
    `INSERT INTO contact_matches AS known (user_id, contact_user_id, matched_at)
     SELECT $1::uuid, id, $2::timestamptz FROM unnest($3::uuid[]) AS u (id) ORDER BY id
     ON CONFLICT (user_id, contact_user_id) DO UPDATE SET matched_at = excluded.matched_at`,
    [userId, now, contactIds],
  );
  await sql.execute(
    'contact_match_delete_oldest',
    `DELETE FROM contact_matches
      WHERE user_id = $1::uuid AND contact_user_id IN (
        SELECT contact_user_id FROM contact_matches
         WHERE user_id = $1::uuid ORDER BY matched_at DESC, contact_user_id OFFSET $2)`,
    [userId, limit],
  );
}

/**
 * Writes what an event says about the reach of a user by phone. A user who was never reachable needs no row.
 *
 * @returns whether it was written
 */
export async function saveReach(
  tx: Tx,
  { userId, version, isReachable }: VersionedUser & { isReachable: boolean },
): Promise<boolean> {
  if (!isReachable && (await tx.phoneReach.count({ where: { userId } })) === 0) return false;
  const rows = await tx.sql.execute(
    'phone_reach_upsert',
    `INSERT INTO phone_reach AS known (user_id, is_reachable, version, since_version)
     VALUES ($1::uuid, $2, $3, $3)
     ON CONFLICT (user_id) DO UPDATE
       SET is_reachable = excluded.is_reachable, version = excluded.version,
           since_version = CASE WHEN known.is_reachable = excluded.is_reachable THEN known.since_version
                                ELSE excluded.version END
       WHERE known.version < excluded.version`,
    [userId, isReachable, version],
  );
  return rows > 0;
}

/**
 * Deletes at most `limit` matches of a user who is no longer reachable, in both directions. Suggestions made from them are
 * outdated.
 *
 * @returns how many matches were deleted
 */
export async function eraseMatches(sql: Sql, userId: string, limit: number): Promise<number> {
  const erased = await sql.query<{ user_id: string }>(
    'contact_match_erase',
    `DELETE FROM contact_matches
      WHERE (user_id, contact_user_id) IN (
        SELECT user_id, contact_user_id FROM contact_matches
         WHERE user_id = $1::uuid OR contact_user_id = $1::uuid
         ORDER BY user_id, contact_user_id LIMIT $2 FOR UPDATE)
      RETURNING user_id`,
    [userId, limit],
  );
  await markSuggestionsStale(sql, [...new Set(erased.map(({ user_id }) => user_id))]);
  return erased.length;
}

/** Deletes at most `limit` matches of a user who is erased; without matches, the lookups and the reach of the user. */
export async function eraseContacts(tx: Tx, userId: string, limit: number): Promise<number> {
  const erased = await eraseMatches(tx.sql, userId, limit);

  if (erased === 0) {
    await tx.contactLookup.deleteMany({ where: { userId } });
    await tx.phoneReach.deleteMany({ where: { userId } });
  }

  return erased;
}
