import type { Tx } from '../prisma.service';

/**
 * Writes down who achieved a goal, unless something newer is known.
 *
 * @returns everybody whose number of goals may have changed
 */
export async function saveOutcome(
  tx: Tx,
  goalId: string,
  achievedBy: readonly string[],
  version: bigint,
) {
  const [saved] = await tx.sql.query<{ before: string[] }>(
    'goal_outcome_save_outcome',
    `WITH known AS (SELECT achieved_by FROM goal_outcomes WHERE goal_id = $1::uuid)
    INSERT INTO goal_outcomes AS outcome (goal_id, achieved_by, version)
    VALUES ($1::uuid, $2::uuid[], $3)
    ON CONFLICT (goal_id) DO UPDATE SET achieved_by = excluded.achieved_by, version = excluded.version
      WHERE outcome.version < excluded.version
    RETURNING coalesce((SELECT achieved_by FROM known), '{}') AS before`,
    [goalId, achievedBy, version],
  );
  return saved ? [...new Set([...saved.before, ...achievedBy])] : [];
}

/**
 * Counts the goals of these people again. Their rows are locked first and counted in a statement of its own, which then
 * sees what a transaction before it wrote for another goal of theirs.
 */
export async function recountGoals(tx: Tx, userIds: readonly string[]): Promise<void> {
  await tx.sql.execute(
    'goal_outcome_recount_goals',
    `SELECT id FROM users WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    [userIds],
  );
  await tx.sql.execute(
    'goal_outcome_recount_goals_2',
    `UPDATE users SET goals_achieved = (
      SELECT count(*) FROM goal_outcomes WHERE achieved_by @> ARRAY[users.id])
    WHERE id = ANY($1::uuid[])`,
    [userIds],
  );
}
