import type { Tx } from '../prisma.service';
import { lockUsers } from '../user/user.queries';

/**
 * Saves which users achieved a goal, unless a newer version is known. The row is locked before its
 * former users are read, so that they are those that another transaction has just written.
 *
 * @returns every user whose number of achieved goals may have changed
 */
export async function saveOutcome(
  tx: Tx,
  goalId: string,
  achievedBy: readonly string[],
  version: bigint,
): Promise<string[]> {
  await tx.sql.execute(
    'goal_outcome_open',
    `INSERT INTO goal_outcomes (goal_id, achieved_by, version) VALUES ($1::uuid, '{}', 0)
     ON CONFLICT (goal_id) DO NOTHING`,
    [goalId],
  );
  const [saved] = await tx.sql.query<{ before: string[] }>(
    'goal_outcome_save',
    `UPDATE goal_outcomes AS outcome SET achieved_by = $2::uuid[], version = $3
       FROM (SELECT goal_id, achieved_by FROM goal_outcomes WHERE goal_id = $1::uuid FOR UPDATE) AS known
      WHERE outcome.goal_id = known.goal_id AND outcome.version < $3
     RETURNING known.achieved_by AS before`,
    [goalId, achievedBy, version],
  );
  return saved ? [...new Set([...saved.before, ...achievedBy])] : [];
}

/**
 * Counts the achieved goals of these users again. Their rows are locked by a statement of its own, before the count: so the
 * count sees what another transaction has just written for another goal of theirs.
 */
export async function recountGoals(tx: Tx, userIds: readonly string[]): Promise<void> {
  await lockUsers(tx, userIds);
  await tx.sql.execute(
    'goal_outcome_recount',
    `UPDATE users SET goals_achieved = (
       SELECT count(*) FROM goal_outcomes WHERE achieved_by @> ARRAY[users.id])
      WHERE id = ANY($1::uuid[])`,
    [userIds],
  );
}
