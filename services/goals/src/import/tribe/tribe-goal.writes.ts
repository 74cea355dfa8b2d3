import type { Sql } from '@tribe/service-kit';
import { type GoalContribution, Prisma } from '../../generated/prisma/client';
import type { Goal } from '../../goal/goal.queries';
import type { Tx } from '../../prisma.service';

/**
 * Inserts a goal of an export with its milestones and its owner.
 *
 * @returns false when its owner has a goal with the same import key, or had this one and deleted it
 */
export async function insertImportedGoal(
  tx: Tx,
  goal: Goal,
  owner: {
    key: string;
    creator: { id: string; userId: string; role: 'creator'; joinedAt: Date };
    restingUntil: Date | null;
  },
): Promise<boolean> {
  const { key: importKey, creator, restingUntil } = owner;
  const { participants: _, milestones, ...columns } = goal;

  const { count } = await tx.goal.createMany({
    data: [{ ...columns, importKey }],
    skipDuplicates: true,
  });

  if (count === 0) return false;

  const goalId = goal.id;
  await tx.goalParticipant.create({ data: { ...creator, goalId, restingUntil } });
  await tx.goalMilestone.createMany({ data: milestones.map((each) => ({ ...each, goalId })) });

  return true;
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
