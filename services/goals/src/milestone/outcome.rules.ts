import type { Prisma } from '../generated/prisma/client';
import type { Goal, Milestone } from '../goal/goal.queries';

/** The effects of a new sum of a goal. */
export interface Outcome {
  /** In the order in which the amount reached them. */
  readonly achieved: readonly Milestone[];
  readonly lost: readonly Milestone[];
  readonly isCompleted: boolean;
}

/**
 * Returns what follows from the sum of a goal. A goal is completed only by the step across its target, so that a reopened
 * goal stays open.
 *
 * @param goal with its current sum
 * @param before the sum before; equal to the current sum when only milestones changed
 */
export function outcomeOf(
  goal: Pick<Goal, 'milestones' | 'currentAmount' | 'status' | 'autoComplete' | 'targetAmount'>,
  before: Prisma.Decimal,
): Outcome {
  const { currentAmount, targetAmount } = goal;
  const isReached = ({ targetValue }: Milestone) => targetValue?.lte(currentAmount) ?? false;

  return {
    achieved: goal.milestones
      .filter((milestone) => !milestone.achievedAt && isReached(milestone))
      .sort(byValue),
    lost: goal.milestones.filter(
      (milestone) => milestone.achievedAt && milestone.targetValue && !isReached(milestone),
    ),
    isCompleted:
      goal.autoComplete &&
      goal.status === 'active' &&
      targetAmount !== null &&
      before.lt(targetAmount) &&
      currentAmount.gte(targetAmount),
  };
}

export function hasEffect({ achieved, lost, isCompleted }: Outcome): boolean {
  return achieved.length > 0 || lost.length > 0 || isCompleted;
}

function byValue(first: Milestone, second: Milestone): number {
  const difference = first.targetValue?.comparedTo(second.targetValue ?? 0) ?? 0;
  return difference || first.orderIndex - second.orderIndex;
}
