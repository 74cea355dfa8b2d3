import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalContribution, Prisma } from '../generated/prisma/client';
import { GoalAccess } from '../goal/goal-access';
import { goalContributionCorrected } from '../goal/goal.events';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import { GoalOutcomes } from '../milestone/goal-outcomes';
import { outcomeOf } from '../milestone/outcome.rules';
import type { Tx } from '../prisma.service';
import type { CorrectContributionBody } from './contribution.dto';
import { addedContributionView } from './contribution.view';
import { decideCorrection } from './correction.rules';

/** Corrections of contributions. A contribution itself never changes. */
@Injectable()
export class CorrectionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly outcomes: GoalOutcomes,
    private readonly clock: Clock,
  ) {}

  async correctContribution(
    caller: Caller,
    goalId: string,
    { contributionId, body }: { contributionId: string; body: CorrectContributionBody },
  ) {
    const actor = await this.cards.ofCaller(caller);
    const now = this.clock.now();
    const requested = body.amount === undefined ? undefined : new Prisma.Decimal(body.amount);

    return this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'correct', goalId);
      const original = await findCorrectable(tx, goalId, contributionId);
      const request = { callerId: caller.userId, requested };
      const amount = settle(decideCorrection(goal, original, request));

      const correction: GoalContribution = {
        id: newId(),
        goalId,
        userId: original.userId,
        amount,
        note: body.reason,
        contributionType: original.contributionType,
        createdAt: now,
        correctsId: contributionId,
        correctedBy: caller.userId,
      };

      const changes = { currentAmount: goal.currentAmount.plus(amount) };
      const changed = changedGoal(goal, changes, now);

      await Promise.all([
        tx.goalContribution.create({ data: correction }),
        tx.goalParticipant.update({
          where: { goalId_userId: { goalId, userId: original.userId } },
          data: { contributionAmount: { increment: amount } },
        }),
        saveGoal(tx, changed, changes),
        this.events.publish(tx, goalContributionCorrected(changed, correction, actor)),
      ]);

      const outcome = outcomeOf(changed, goal.currentAmount);
      await this.outcomes.apply(tx, changed, outcome, { actor, now });

      return addedContributionView(correction, changed);
    });
  }
}

/** Returns a contribution with the sum of its corrections. The goal must be locked. */
async function findCorrectable(tx: Tx, goalId: string, contributionId: string) {
  const contribution = await tx.goalContribution.findFirst({
    where: { id: contributionId, goalId },
  });

  if (!contribution) throw new AppError(errors.CONTRIBUTION_NOT_FOUND);

  const { _sum: sum } = await tx.goalContribution.aggregate({
    where: { correctsId: contributionId },
    _sum: { amount: true },
  });

  return { ...contribution, corrected: sum.amount ?? new Prisma.Decimal(0) };
}
