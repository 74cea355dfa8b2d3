import { type Change, change, type Refusal, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import type { Goal } from '../goal/goal.queries';
import { decimalErrors, maxAmount } from '../goal/goal.rules';

type OpenState = Pick<Goal, 'status' | 'archivedAt'>;

/** Returns whether a goal takes contributions. Corrections are always possible. */
export function takesContributions({ status, archivedAt }: OpenState): boolean {
  return status === 'active' && archivedAt === null;
}

/** Decides the change of a goal by a contribution. */
export function decideContribution(
  goal: OpenState & Pick<Goal, 'currentAmount' | 'targetCurrency'>,
  amount: Prisma.Decimal,
): Change<{ currentAmount: Prisma.Decimal }> | Refusal {
  if (!takesContributions(goal)) return refuse(errors.GOAL_NOT_ACTIVE);
  const fieldErrors = decimalErrors('/amount', amount, goal.targetCurrency);
  if (fieldErrors.length > 0)
    return refuse(errors.CONTRIBUTION_TOO_PRECISE, { errors: fieldErrors });
  const currentAmount = goal.currentAmount.plus(amount);
  if (currentAmount.gt(maxAmount)) return refuse(errors.CONTRIBUTION_TOO_LARGE);

  return change({ currentAmount });
}
