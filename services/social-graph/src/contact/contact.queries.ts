import type { Sql } from '@tribe/service-kit';
import type { FriendshipState } from '../friend/friendship.rules';
import type { Tx } from '../prisma.service';
import { markStale } from '../suggestion/suggestion.queries';
import type { VersionedUser } from './phone-directory';

/** Somebody a person found and may see, and what is between the two. */
export interface ShownContact {
  readonly userId: string;
  readonly pair: FriendshipState | undefined;
}

/** Looking for contacts is done by one at a time of a person. */
export async function lockContactsOf(tx: Tx, userId: string): Promise<void> {
  await tx.sql.execute(
    'contact_lock_contacts_of',
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
    [`contacts of ${userId}`],
  );
}

/**
 * Of these people those whom a person may see, as a search would show them: nobody who is hidden by a block on either
 * side, whose account is gone, or who shows strangers nothing.
 */
export async function selectShown(
  sql: Sql,
  userId: string,
  userIds: readonly string[],
): Promise<ShownContact[]> {
  const rows = await sql.query<ShownContact & { pair: FriendshipState | null }>(
    'contacts_shown',
    `SELECT c.user_id AS "userId", CASE WHEN f.id IS NOT NULL THEN json_build_object(
              'requesterId', f.requester_id, 'addresseeId', f.addressee_id, 'status', f.status) END AS pair
       FROM unnest($2::uuid[]) AS asked (user_id)
      CROSS JOIN LATERAL (SELECT * FROM user_cards WHERE user_id = asked.user_id OFFSET 0) AS c
       LEFT JOIN LATERAL (SELECT * FROM friendships
                           WHERE user_low = least($1::uuid, asked.user_id)
                             AND user_high = greatest($1::uuid, asked.user_id) OFFSET 0) AS f ON true
      WHERE c.is_active AND (c.profile_visibility <> 'private' OR f.status = 'accepted')
        AND NOT EXISTS (SELECT FROM blocked_users AS b
                         WHERE b.blocker_id = $1::uuid AND b.blocked_id = c.user_id AND b.unblocked_at IS NULL)
        AND NOT EXISTS (SELECT FROM blocked_users AS b
                         WHERE b.blocker_id = c.user_id AND b.blocked_id = $1::uuid AND b.unblocked_at IS NULL)`,
    [userId, userIds],
  );
  return rows.map(({ userId: id, pair }) => ({ userId: id, pair: pair ?? undefined }));
}

/**
 * Of these people those of whom no event says more than identity did when it was asked: nobody who has since gone, or
 * given up the number. What the events say of them stands still until the transaction ends.
 */
export async function lockUnchanged(tx: Tx, users: readonly VersionedUser[]): Promise<Set<string>> {
  const ids = users.map(({ userId }) => userId);
  await tx.sql.execute(
    'contact_lock_unchanged',
    `INSERT INTO phone_reach (user_id, is_reachable, version, since_version)
    SELECT id, true, 0, 0 FROM unnest($1::uuid[]) AS u (id) ORDER BY id ON CONFLICT (user_id) DO NOTHING`,
    [ids],
  );
  const rows = await tx.sql.query<{ user_id: string; since_version: bigint }>(
    'contact_lock_unchanged_2',
    `SELECT user_id, since_version FROM phone_reach WHERE user_id = ANY($1::uuid[]) ORDER BY user_id FOR SHARE`,
    [ids],
  );
  const since = new Map(rows.map(({ user_id, since_version }) => [user_id, since_version]));
  return new Set(
    users
      .filter(({ userId, version }) => (since.get(userId) ?? 0n) <= version)
      .map(({ userId }) => userId),
  );
}

/** Writes down whom a person found, and forgets the oldest beyond the limit. */
export async function saveMatches(
  tx: Tx,
  {
    userId,
    contactIds,
    now,
    limit,
  }: { userId: string; contactIds: readonly string[]; now: Date; limit: number },
): Promise<void> {
  await tx.sql.execute(
    'contact_save_matches',
    `INSERT INTO contact_matches AS known (user_id, contact_user_id, matched_at)
    SELECT $1::uuid, id, $2::timestamptz FROM unnest($3::uuid[]) AS u (id)
    ON CONFLICT (user_id, contact_user_id) DO UPDATE SET matched_at = excluded.matched_at`,
    [userId, now, [...contactIds]],
  );
  await tx.sql.execute(
    'contact_save_matches_2',
    `DELETE FROM contact_matches
     WHERE user_id = $1::uuid AND contact_user_id IN (
       SELECT contact_user_id FROM contact_matches
        WHERE user_id = $1::uuid ORDER BY matched_at DESC, contact_user_id OFFSET $2)`,
    [userId, limit],
  );
}

/** What an event says of somebody. @returns whether it is news */
export async function saveReach(
  tx: Tx,
  { userId, version, isReachable }: VersionedUser & { isReachable: boolean },
): Promise<boolean> {
  // Who never could be found needs no row.
  if (!isReachable && (await tx.phoneReach.count({ where: { userId } })) === 0) return false;
  const rows = await tx.sql.execute(
    'contact_save_reach',
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
 * Somebody can be found no more: nobody keeps that they found them, nor they whom they found, and nobody is suggested for
 * it. At most `limit` rows.
 */
export async function eraseMatches(tx: Tx, userId: string, limit: number): Promise<number> {
  const erased = await tx.sql.query<{ user_id: string }>(
    'contact_erase_matches',
    `DELETE FROM contact_matches
     WHERE (user_id, contact_user_id) IN (
       SELECT user_id, contact_user_id FROM contact_matches WHERE user_id = $1::uuid
       UNION
       SELECT user_id, contact_user_id FROM contact_matches WHERE contact_user_id = $1::uuid
       LIMIT $2)
    RETURNING user_id`,
    [userId, limit],
  );
  await markStale(tx, [...new Set(erased.map(({ user_id }) => user_id))]);
  return erased.length;
}

/** Everything of somebody who is erased, some rows at a time. */
export async function eraseContacts(tx: Tx, userId: string, limit: number): Promise<number> {
  const erased = await eraseMatches(tx, userId, limit);
  if (erased < limit) {
    await tx.contactLookup.deleteMany({ where: { userId } });
    await tx.phoneReach.deleteMany({ where: { userId } });
  }
  return erased;
}
