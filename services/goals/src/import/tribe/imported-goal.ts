import { Prisma } from '../../generated/prisma/client';
import type { Goal, Milestone } from '../../goal/goal.queries';
import { newGoal } from '../../goal/new-goal';
import { outcomeOf } from '../../milestone/outcome.rules';
import { importedId } from './imported-id.rules';
import type { ExportedGoal, ExportedMilestone } from './tribe-goal-rows';

/** The users of an import: the owner in the export, and the owner from now on. */
export interface Owners {
  readonly from: string;
  readonly to: string;
}

/**
 * The goal of an export as a goal of its importer alone, without its contributions. In an import it always has the same id,
 * by which a run that begins again knows its own goals from those of earlier imports.
 */
export function importedGoal(
  exported: ExportedGoal,
  owners: Owners,
  { importId, now }: { importId: string; now: Date },
): Goal {
  const { body, status, completedAt, archivedAt, createdAt } = exported;
  const goal = newGoal({ userId: owners.to }, body, [], createdAt);
  const id = importedId(createdAt, importId, exported.id);

  const milestones = exported.milestones.map((milestone, orderIndex) =>
    importedMilestone({ goalId: id, orderIndex }, milestone, owners),
  );

  return {
    ...goal,
    id,
    status,
    completedAt,
    archivedAt,
    milestones,
    ownerActiveAt: now,
    updatedAt: now,
  };
}

/**
 * Returns a goal with the milestones that its new sum reaches, as they were in the export, and without those that it does
 * not reach. Nothing is announced, because it happened before.
 *
 * @param before the sum before
 */
export function withReachedMilestones(
  goal: Goal,
  before: Prisma.Decimal,
  { exported, owners }: { exported: ExportedGoal; owners: Owners },
): Goal {
  const { achieved, lost } = outcomeOf(goal, before);
  const byId = new Map(exported.milestones.map((each) => [milestoneId(goal.id, each), each]));
  const now = goal.updatedAt;

  const milestones = goal.milestones.map((milestone): Milestone => {
    const { achievedAt, achievedBy } = byId.get(milestone.id) ?? {};
    const by = achievedAt ? knownUser(achievedBy, owners) : owners.to;
    if (lost.includes(milestone)) return { ...milestone, achievedAt: null, achievedBy: null };
    if (!achieved.includes(milestone)) return milestone;
    const announcedAt = milestone.announcedAt ?? now;

    return { ...milestone, achievedAt: achievedAt ?? now, achievedBy: by, announcedAt };
  });

  return { ...goal, milestones };
}

/** Returns a user of an export; only its owner is known here. */
export function knownUser(userId: string | null | undefined, { from, to }: Owners): string | null {
  return userId === from ? to : null;
}

/** The milestone of an amount is achieved by contributions, which follow. */
function importedMilestone(
  { goalId, orderIndex }: { goalId: string; orderIndex: number },
  milestone: ExportedMilestone,
  owners: Owners,
): Milestone {
  const { body, achievedBy, announcedAt, createdAt } = milestone;
  const achievedAt = body.target_value ? null : milestone.achievedAt;

  return {
    id: milestoneId(goalId, milestone),
    goalId,
    title: body.title,
    description: body.description ?? null,
    targetValue: body.target_value ? new Prisma.Decimal(body.target_value) : null,
    achievedAt,
    achievedBy: achievedAt && knownUser(achievedBy, owners),
    announcedAt: announcedAt ?? achievedAt,
    orderIndex,
    createdAt,
    updatedAt: createdAt,
  };
}

function milestoneId(goalId: string, { id, createdAt }: ExportedMilestone): string {
  return importedId(createdAt, goalId, id);
}
