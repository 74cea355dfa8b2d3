import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import { AppError, type Caller, Clock, Cursors, money, newId, paginated, Transactions } from '@tribe/service-kit';
import { Prisma } from '../generated/prisma/client';
import { requireAccess } from '../goal/goal-access';
import { goalContributionAdded } from '../goal/goal.events';
import { GoalQueries, lockGoal, saveGoal } from '../goal/goal.queries';
import { MAX_AMOUNT, progressPercentage } from '../goal/goal.rules';
import { callerCard, userView } from '../goal/goal.view';
import type { Tx } from '../prisma.service';
import type { AddContributionBody, ListContributionsQuery } from './contribution.dto';
import { ContributionQueries, type ContributionRow } from './contribution.queries';

const CURSOR = 'contributions';

@Injectable()
export class ContributionService {
  constructor(
    private readonly goals: GoalQueries,
    private readonly contributions: ContributionQueries,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** The fact, both sums and the event are one transaction, one goal at a time: nothing is lost and nothing counts twice. */
  async addContribution(caller: Caller, goalId: string, body: AddContributionBody) {
    const contributor = callerCard(caller, await this.cards.get([caller.userId]));
    const amount = new Prisma.Decimal(body.amount ?? 0);
    return this.transactions.run(async (tx) => {
      const goal = requireAccess(await lockGoal(tx, goalId), 'contribute', caller.userId);
      if (goal.status !== 'active' || goal.archivedAt) throw new AppError('GOAL_NOT_ACTIVE');
      if (goal.currentAmount.plus(amount).gt(MAX_AMOUNT)) throw new AppError('CONTRIBUTION_TOO_LARGE');
      const now = this.clock.now();
      const contribution = await tx.goalContribution.create({
        data: {
          id: newId(),
          goalId,
          userId: caller.userId,
          amount,
          note: body.note || null,
          contributionType: body.contribution_type,
          createdAt: now,
        },
      });
      await tx.goalParticipant.update({
        where: { goalId_userId: { goalId, userId: caller.userId } },
        data: { contributionAmount: { increment: amount } },
      });
      const saved = await saveGoal(tx, goal, { currentAmount: { increment: amount } }, now);
      await this.events.publish(tx, goalContributionAdded(saved, contribution, contributor));
      return {
        id: contribution.id,
        goal_id: goalId,
        user_id: caller.userId,
        amount: money(amount),
        note: contribution.note,
        contribution_type: contribution.contributionType,
        created_at: now,
        goal_progress: { current_amount: money(saved.currentAmount), progress_percentage: progressPercentage(saved) },
      };
    });
  }

  async listContributions(caller: Caller, goalId: string, { page, limit, cursor }: ListContributionsQuery) {
    requireAccess(await this.goals.findGoal(goalId), 'see-contributions', caller.userId);
    const offset = cursor === undefined ? (page - 1) * limit : 0;
    const [found, total] = await Promise.all([
      this.contributions.listContributions(goalId, { before: this.positionOf(cursor), limit: limit + 1, offset }),
      this.contributions.countContributions(goalId),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const cards = await this.cards.get(rows.map((row) => row.user_id));
    return {
      contributions: rows.map((row) => ({
        ...row,
        amount: money(row.amount),
        user: userView(row.user_id, cards),
      })),
      pagination: paginated({ page, limit, total, nextCursor: last ? this.cursorAfter(last) : null }),
    };
  }

  private cursorAfter({ id, created_at: createdAt }: ContributionRow): string {
    return this.cursors.encode(CURSOR, { id, rank: BigInt(createdAt.getTime()) });
  }

  private positionOf(cursor: string | undefined) {
    if (cursor === undefined) return null;
    const { id, rank } = this.cursors.decode(CURSOR, cursor);
    return { id, createdAt: new Date(Number(rank)) };
  }
}
