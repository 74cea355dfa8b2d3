import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, VisibleCards } from '@tribe/projections';
import {
  type Caller,
  Clock,
  Database,
  newId,
  Pages,
  positionAt,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { type GoalContribution, Prisma } from '../generated/prisma/client';
import { GoalAccess } from '../goal/goal-access';
import { goalContributionAdded } from '../goal/goal.events';
import type { Goal } from '../goal/goal.queries';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import type { AddContributionBody, ListContributionsQuery } from './contribution.dto';
import { countContributions, listContributions } from './contribution.queries';
import { decideContribution } from './contribution.rules';
import { addedContributionView, contributionView } from './contribution.view';

@Injectable()
export class ContributionService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Writes the contribution, both sums and the event in one transaction under the goal's row lock. */
  async addContribution(caller: Caller, goalId: string, body: AddContributionBody) {
    const contributor = await this.cards.ofCaller(caller);
    return this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'contribute', goalId);
      const contribution = newContribution(caller, goalId, body, this.clock.now());
      const saved = await this.save(tx, goal, contribution, contributor);

      return addedContributionView(contribution, saved);
    });
  }

  async listContributions(caller: Caller, goalId: string, query: ListContributionsQuery) {
    await this.access.require(caller.userId, 'see-contributions', goalId);

    const { rows, pagination } = await this.pages.read('contributions', query, {
      rows: (window) => listContributions(this.database, goalId, window),
      total: () => countContributions(this.database, goalId),
      position: ({ created_at, id }) => positionAt(created_at, id),
    });

    const cards = await this.cards.get(
      caller.userId,
      rows.map((row) => row.user_id),
    );

    return { contributions: rows.map((row) => contributionView(row, cards)), pagination };
  }

  /** @returns the goal after the contribution */
  private async save(
    tx: Tx,
    goal: Goal,
    contribution: GoalContribution,
    contributor: UserCard,
  ): Promise<Goal> {
    const { goalId, userId, amount, createdAt } = contribution;
    const changes = settle(decideContribution(goal, amount));
    const saved = changedGoal(goal, changes, createdAt);

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
}

function newContribution(
  { userId }: Caller,
  goalId: string,
  body: AddContributionBody,
  createdAt: Date,
): GoalContribution {
  return {
    id: newId(),
    goalId,
    userId,
    amount: new Prisma.Decimal(body.amount ?? 0),
    note: body.note || null,
    contributionType: body.contribution_type,
    createdAt,
  };
}
