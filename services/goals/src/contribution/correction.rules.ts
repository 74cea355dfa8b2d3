import { type Change, change, type Refusal, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import type { Goal } from '../goal/goal.queries';
import { decimalErrors } from '../goal/goal.rules';

/** A contribution with the sum of its corrections, which is not above zero. */
export interface Correctable {
  readonly userId: string;
  readonly amount: Prisma.Decimal;
  readonly correctsId: string | null;
  readonly corrected: Prisma.Decimal;
}

/**
 * Decides the negative amount of a correction. Corrections never exceed their contribution, so that no sum becomes negative.
 *
 * @param requested how much to take back; default: what remains
 */
export function decideCorrection(
  goal: Pick<Goal, 'creatorId' | 'targetCurrency'>,
  contribution: Correctable,
  { callerId, requested }: { callerId: string; requested: Prisma.Decimal | undefined },
): Change<Prisma.Decimal> | Refusal {
  if (callerId !== contribution.userId && callerId !== goal.creatorId)
    return refuse(errors.PERMISSION_DENIED);
  if (contribution.correctsId) return refuse(errors.CORRECTION_NOT_CORRECTABLE);

  const remaining = contribution.amount.plus(contribution.corrected);
  const amount = requested ?? remaining;
  const fieldErrors = requested ? decimalErrors('/amount', amount, goal.targetCurrency) : [];
  if (fieldErrors.length > 0)
    return refuse(errors.CONTRIBUTION_TOO_PRECISE, { errors: fieldErrors });
  if (amount.lte(0) || amount.gt(remaining)) return refuse(errors.CORRECTION_TOO_LARGE);

  return change(amount.negated());
}
