import { Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { GoalChanges } from './goal-changes.rules';
import type { Goal } from './goal.queries';

/** The columns that a write to a goal may change. */
export type GoalWrite = GoalChanges & { currentAmount?: Prisma.Decimal; deletedAt?: Date };

/** Returns the goal after the changes. Increments the version, so the caller must publish exactly one event. */
export function changedGoal(goal: Goal, { targetAmount, ...changes }: GoalWrite, now: Date): Goal {
  return {
    ...goal,
    ...changes,
    ...(targetAmount !== undefined && {
      targetAmount: targetAmount === null ? null : new Prisma.Decimal(targetAmount),
    }),
    version: goal.version + 1n,
    updatedAt: now,
  };
}

/** Writes the changes of a locked goal, with its new version. */
export async function saveGoal(
  tx: Tx,
  { id, version, updatedAt }: Goal,
  changes: GoalWrite,
): Promise<void> {
  await tx.goal.update({
    where: { id },
    data: { ...changes, version, updatedAt },
    select: { id: true },
  });
}
