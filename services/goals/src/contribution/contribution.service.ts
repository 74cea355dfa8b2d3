import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, UserCards, VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, Cursors, money, newId, paginated, Transactions } from '@tribe/service-kit';
import { type GoalContribution, Prisma } from '../generated/prisma/client';
import { GoalAccess } from '../goal/goal-access';
import { goalContributionAdded } from '../goal/goal.events';
import { type Goal, GoalQueries } from '../goal/goal.queries';
import { MAX_AMOUNT, progressPercentage } from '../goal/goal.rules';
import { callerCard, userView } from '../goal/goal.view';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import type { AddContributionBody, ListContributionsQuery } from './contribution.dto';
import { ContributionQueries, type ContributionRow } from './contribution.queries';

const CURSOR = 'contributions';

@Injectable()
export class ContributionService {
  constructor(
    private readonly goals: GoalQueries,
    private readonly access: GoalAccess,
    private readonly contributions: ContributionQueries,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly visibleCards: VisibleCards,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** The fact, both sums and the event are one transaction, one goal at a time: nothing is lost and nothing counts twice. */
  async addContribution(caller: Caller, goalId: string, body: AddContributionBody) {
    const contributor = callerCard(caller, await this.cards.get([caller.userId]));
    const amount = new Prisma.Decimal(body.amount ?? 0);
    return this.transactions.run(async (tx) => {
      const goal = await this.access.require(await this.goals.lockGoal(tx, goalId), 'contribute', caller.userId);
      if (goal.status !== 'active' || goal.archivedAt) throw new AppError('GOAL_NOT_ACTIVE');
      if (goal.currentAmount.plus(amount).gt(MAX_AMOUNT)) throw new AppError('CONTRIBUTION_TOO_LARGE');
      const contribution = newContribution(caller, goalId, { ...body, amount }, this.clock.now());
      const saved = await this.record(tx, goal, contribution, contributor);
      return contributionView(contribution, saved);
    });
  }

  /** @returns the goal as it is now */
  private async record(tx: Tx, goal: Goal, contribution: GoalContribution, contributor: UserCard): Promise<Goal> {
    const { goalId, userId, amount } = contribution;
    const changes = { currentAmount: goal.currentAmount.plus(amount) };
    const saved = changedGoal(goal, changes, contribution.createdAt);
    await Promise.all([
      tx.goalContribution.create({ data: contribution, select: { id: true } }),
      tx.goalParticipant.update({
        where: { goalId_userId: { goalId, userId } },
        data: { contributionAmount: { increment: amount } },
        select: { id: true },
      }),
      saveGoal(tx, saved, changes),
      this.events.publish(tx, goalContributionAdded(saved, contribution, contributor)),
    ]);
    return saved;
  }

  async listContributions(caller: Caller, goalId: string, { page, limit, cursor }: ListContributionsQuery) {
    await this.access.require(await this.goals.findGoal(goalId), 'see-contributions', caller.userId);
    const offset = cursor === undefined ? (page - 1) * limit : 0;
    const [found, total] = await Promise.all([
      this.contributions.listContributions(goalId, { before: this.positionOf(cursor), limit: limit + 1, offset }),
      this.contributions.countContributions(goalId),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const cards = await this.visibleCards.get(
      caller.userId,
      rows.map((row) => row.user_id),
    );
    return {
      contributions: rows.map((row) => ({
        ...row,
        amount: money(row.amount),
        // The sum needs the amount; the words of somebody who is not there for the viewer it does not.
        note: cards.has(row.user_id) ? row.note : null,
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

function newContribution(
  { userId }: Caller,
  goalId: string,
  body: Omit<AddContributionBody, 'amount'> & { amount: Prisma.Decimal },
  createdAt: Date,
): GoalContribution {
  const { amount, note, contribution_type: contributionType } = body;
  return { id: newId(), goalId, userId, amount, note: note || null, contributionType, createdAt };
}

function contributionView(contribution: GoalContribution, goal: Goal) {
  return {
    id: contribution.id,
    goal_id: contribution.goalId,
    user_id: contribution.userId,
    amount: money(contribution.amount),
    note: contribution.note,
    contribution_type: contribution.contributionType,
    created_at: contribution.createdAt,
    goal_progress: { current_amount: money(goal.currentAmount), progress_percentage: progressPercentage(goal) },
  };
}
