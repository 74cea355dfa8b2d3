import type { Milestone } from '../goal/goal.queries';
import type { Tx } from '../prisma.service';

const columns = `id, goal_id, title, description, target_value, achieved_at, achieved_by, announced_at, order_index,
  created_at, updated_at`;

const saveAll = `
  INSERT INTO goal_milestones (${columns})
  SELECT ${columns} FROM json_populate_recordset(NULL::goal_milestones, $1::json)
  ON CONFLICT (id) DO UPDATE SET
    title = excluded.title, description = excluded.description, target_value = excluded.target_value,
    achieved_at = excluded.achieved_at, achieved_by = excluded.achieved_by, announced_at = excluded.announced_at,
    order_index = excluded.order_index, updated_at = excluded.updated_at`;

/** Inserts and updates milestones of a locked goal with one statement. */
export async function saveMilestones(tx: Tx, milestones: readonly Milestone[]): Promise<void> {
  if (milestones.length === 0) return;
  await tx.sql.execute('milestones_save', saveAll, [JSON.stringify(milestones.map(milestoneRow))]);
}

function milestoneRow(milestone: Milestone) {
  return {
    id: milestone.id,
    goal_id: milestone.goalId,
    title: milestone.title,
    description: milestone.description,
    target_value: milestone.targetValue,
    achieved_at: milestone.achievedAt,
    achieved_by: milestone.achievedBy,
    announced_at: milestone.announcedAt,
    order_index: milestone.orderIndex,
    created_at: milestone.createdAt,
    updated_at: milestone.updatedAt,
  };
}
