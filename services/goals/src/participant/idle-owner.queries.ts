import type { Sql } from '@tribe/service-kit';

/**
 * Active group goals whose owner has not managed any goal, contributed or checked in since an instant, and does not rest,
 * while the goal has another participant who can act.
 */
const idleOwners = `
  SELECT g.id
    FROM goals g
   WHERE g.goal_type = 'group' AND g.status = 'active' AND g.archived_at IS NULL AND g.deleted_at IS NULL
     AND g.owner_active_at < $1::timestamptz AND g.id > $2::uuid
     AND EXISTS (SELECT FROM goal_participants
                  WHERE goal_id = g.id AND left_at IS NULL AND role IN ('member', 'supporter'))
     AND NOT EXISTS (SELECT FROM goal_participants
                      WHERE goal_id = g.id AND user_id = g.creator_id AND resting_until >= $1::timestamptz)
     AND NOT EXISTS (SELECT FROM goal_contributions WHERE user_id = g.creator_id AND created_at >= $1::timestamptz)
     AND NOT EXISTS (SELECT FROM checkins WHERE user_id = g.creator_id AND checked_in_at >= $1::timestamptz)
     AND NOT EXISTS (SELECT FROM goals own
                      WHERE own.creator_id = g.creator_id AND own.owner_active_at >= $1::timestamptz)
   ORDER BY g.id
   LIMIT $3`;

/** Returns goals with idle owners after a goal, by id. */
export async function listIdleOwners(
  sql: Sql,
  { since, after, limit }: { since: Date; after: string; limit: number },
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>('goal_idle_owners', idleOwners, [
    since,
    after,
    limit,
  ]);
  return rows.map(({ id }) => id);
}
