import type { Sql } from '@tribe/service-kit';
import { Prisma } from '../../generated/prisma/client';

/** Returns the id of the goal of a user that a goal of an export was imported to before. */
export async function findImportedGoalId(
  sql: Sql,
  userId: string,
  key: string,
): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'goal_by_import_key',
    `SELECT id FROM goals WHERE creator_id = $1::uuid AND import_key = $2 AND deleted_at IS NULL`,
    [userId, key],
  );
  return row?.id;
}

/**
 * Returns which contributions a goal has already, with what all stored corrections left of them. Null for a correction,
 * which nothing corrects.
 */
export async function findStoredContributions(
  sql: Sql,
  goalId: string,
  ids: readonly string[],
): Promise<Map<string, Prisma.Decimal | null>> {
  const rows = await sql.query<{ id: string; remaining: string | null }>(
    'contributions_stored',
    `SELECT c.id, (CASE WHEN c.corrects_id IS NULL THEN c.amount + coalesce(corrected.amount, 0) END)::text AS remaining
       FROM goal_contributions c
      CROSS JOIN LATERAL (
            SELECT sum(amount) AS amount FROM goal_contributions WHERE corrects_id = c.id) corrected
      WHERE c.goal_id = $1::uuid AND c.id = ANY($2::uuid[])`,
    [goalId, ids],
  );
  return new Map(
    rows.map(({ id, remaining }) => [
      id,
      remaining === null ? null : new Prisma.Decimal(remaining),
    ]),
  );
}
