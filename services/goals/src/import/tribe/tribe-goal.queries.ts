import type { Sql } from '@tribe/service-kit';
import { Prisma, type GoalContribution } from '../../generated/prisma/client';

/** Returns the id of the goal of a user that a goal of an export was imported to before. */
export async function findImportedGoalId(
  sql: Sql,
  userId: string,
  key: string,
): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'goal_by_import_key',
    `SELECT id FROM goals WHERE creator_id = $1::uuid AND import_key = $2 AND deleted_at IS NULL
      ORDER BY id LIMIT 1`,
    [userId, key],
  );
  return row?.id;
}

/** Returns which contributions a goal has already. */
export async function findKnownContributions(
  sql: Sql,
  goalId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(
    'contributions_known',
    'SELECT id FROM goal_contributions WHERE goal_id = $1::uuid AND id = ANY($2::uuid[])',
    [goalId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Inserts contributions and their corrections into a locked goal, with the sum of its owner, who gave them. */
export async function insertImportedContributions(
  sql: Sql,
  owner: { goalId: string; userId: string },
  rows: readonly GoalContribution[],
): Promise<void> {
  const columns =
    'id, goal_id, user_id, amount, note, contribution_type, created_at, corrects_id, corrected_by';

  await sql.execute(
    'contributions_import',
    `INSERT INTO goal_contributions (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::goal_contributions, $1::json)`,
    [JSON.stringify(rows.map(recordOf))],
  );

  await sql.execute(
    'contributions_import_sum',
    `UPDATE goal_participants SET contribution_amount = contribution_amount + $3
      WHERE goal_id = $1::uuid AND user_id = $2::uuid`,
    [owner.goalId, owner.userId, sumOf(rows).toFixed()],
  );
}

export function sumOf(rows: readonly { readonly amount: Prisma.Decimal }[]): Prisma.Decimal {
  return rows.reduce((sum, { amount }) => sum.plus(amount), new Prisma.Decimal(0));
}

function recordOf(row: GoalContribution) {
  return {
    id: row.id,
    goal_id: row.goalId,
    user_id: row.userId,
    amount: row.amount,
    note: row.note,
    contribution_type: row.contributionType,
    created_at: row.createdAt,
    corrects_id: row.correctsId,
    corrected_by: row.correctedBy,
  };
}
