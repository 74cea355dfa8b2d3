import { batchedPairs, type Sql } from '@tribe/service-kit';
import type { Pair } from './relation.rules';

/**
 * Looks up each pair separately: a plan made while the tables were small would otherwise keep scanning the whole tables.
 */
const pairsByIds = `
  SELECT friendship.found IS NOT NULL AS "areFriends", block.found IS NOT NULL AS "areHidden"
    FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (user_id, other_id, position)
    LEFT JOIN LATERAL (
      SELECT true AS found FROM relationships
       WHERE user_low = least(asked.user_id, asked.other_id)
         AND user_high = greatest(asked.user_id, asked.other_id)
         AND status = 'accepted'
       LIMIT 1
    ) AS friendship ON true
    LEFT JOIN LATERAL (
      SELECT true AS found FROM blocks
       WHERE is_active
         AND ((blocker_id = asked.user_id AND blocked_id = asked.other_id)
           OR (blocker_id = asked.other_id AND blocked_id = asked.user_id))
       LIMIT 1
    ) AS block ON true
   ORDER BY asked.position`;

/** Returns what is known of two users; of the same user twice, neither. */
export const selectPair = batchedPairs<Pair>((sql: Sql, userIds, otherIds) =>
  sql.query<Pair>('relationships_pairs', pairsByIds, [userIds, otherIds]),
);
