import { type Pair, type Relation, relationOf } from '@tribe/projections';
import { batchedPairs, type Sql } from '@tribe/service-kit';
import { blocksBetween } from './hidden.queries';
import { isActiveAccount } from './user-card.queries';

/**
 * Looks up each pair separately: a plan made while the tables were small would otherwise keep scanning the whole tables.
 */
const pairsByIds = `
  SELECT friendship.found IS NOT NULL AS "areFriends", block.found IS NOT NULL AS "areHidden"
    FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (user_id, other_id, position)
    LEFT JOIN LATERAL (
      SELECT true AS found FROM friendships
       WHERE user_low = least(asked.user_id, asked.other_id)
         AND user_high = greatest(asked.user_id, asked.other_id)
         AND status = 'accepted'
       LIMIT 1
    ) AS friendship ON true
    LEFT JOIN LATERAL (SELECT true AS found WHERE EXISTS (${blocksBetween('asked.user_id', 'asked.other_id')}))
      AS block ON true
   ORDER BY asked.position`;

/** The friendship and the blocks between two users; of the same user twice, neither. */
export const findPair = batchedPairs<Pair>((sql, userIds, otherIds) =>
  sql.query<Pair>('people_pairs', pairsByIds, [userIds, otherIds]),
);

/** Names both kinds, because the index of the current pair begins with the kind. */
const partnersByIds = `
  SELECT EXISTS (
           SELECT FROM partnerships
            WHERE kind IN ('duo', 'accountability') AND status IN ('active', 'paused') AND status = 'active'
              AND least(user1_id, user2_id) = least(asked.user_id, asked.other_id)
              AND greatest(user1_id, user2_id) = greatest(asked.user_id, asked.other_id)) AS "arePartners"
    FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (user_id, other_id, position)
   ORDER BY asked.position`;

/** Whether two users have an active partnership. */
export const findPartners = batchedPairs<{ arePartners: boolean }>((sql, userIds, otherIds) =>
  sql.query<{ arePartners: boolean }>('people_partners', partnersByIds, [userIds, otherIds]),
);

/** The relation of a user to another. */
export async function findRelation(sql: Sql, userId: string, otherId: string): Promise<Relation> {
  return userId === otherId ? 'self' : relationOf(await findPair(sql, userId, otherId));
}

/** Whether two users are friends. A user is not a friend of themselves. */
export async function areFriends(sql: Sql, userId: string, otherId: string): Promise<boolean> {
  return (await findPair(sql, userId, otherId)).areFriends;
}

/** Whether two users are hidden from each other. */
export async function areHidden(sql: Sql, userId: string, otherId: string): Promise<boolean> {
  return (await findPair(sql, userId, otherId)).areHidden;
}

/**
 * The number of friends that a user has in common with the caller, as a table to join. LATERAL keeps it at one index scan
 * per user: joined in any other way, Postgres reads all friendships.
 *
 * @param userId an SQL expression
 * @param mine a table with the friends of the caller
 */
export const friendsInCommon = (userId: string, mine: string) =>
  `LATERAL (SELECT count(*)::int AS friends FROM friend_edges AS theirs
             WHERE theirs.user_id = ${userId} AND theirs.friend_id IN (SELECT friend_id FROM ${mine}))`;

/** How many friends a user has in common with each of the given users. */
export async function countMutualFriends(
  sql: Sql,
  userId: string,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ userId: string; mutualFriends: number }>(
    'pair_mutual_friend_counts',
    `WITH mine AS MATERIALIZED (
       SELECT friend_id FROM friend_edges
        WHERE user_id = $1::uuid AND ${isActiveAccount('friend_edges.friend_id')}
     )
     SELECT asked.user_id AS "userId", common.friends AS "mutualFriends"
       FROM unnest($2::uuid[]) AS asked (user_id)
      CROSS JOIN ${friendsInCommon('asked.user_id', 'mine')} AS common`,
    [userId, userIds],
  );

  return new Map(rows.map((row) => [row.userId, row.mutualFriends]));
}
