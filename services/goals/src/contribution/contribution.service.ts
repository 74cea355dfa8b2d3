import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, VisibleCards } from '@tribe/projections';
import {
  type Caller,
  Clock,
  Database,
  keyRowFor,
  newId,
  Pages,
  positionAt,
  settle,
  type Sql,
  Transactions,
} from '@tribe/service-kit';
import { type GoalContribution, Prisma } from '../generated/prisma/client';
import { GoalAccess } from '../goal/goal-access';
import { goalContributionAdded } from '../goal/goal.events';
import type { Goal } from '../goal/goal.queries';
import { changedGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import type { AddContributionBody, ListContributionsQuery } from './contribution.dto';
import { countContributions, listContributions } from './contribution.queries';
import { decideContribution } from './contribution.rules';
import { addedContributionView, contributionView } from './contribution.view';
import { insertContribution } from './contribution.writes';

/** Each try costs a read and a statement that changes nothing. */
const triesWithoutLock = 2;

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

  /**
   * Writes without a lock as long as no other write comes in between. After that, takes the goal's row lock, so that a
   * goal with many contributions at once serves each of them.
   */
  async addContribution(caller: Caller, goalId: string, body: AddContributionBody) {
    const contributor = await this.cards.ofCaller(caller);

    for (let tried = 0; tried < triesWithoutLock; tried++) {
      const goal = await this.access.require(caller.userId, 'contribute', goalId);
      const written = await this.write(this.database, goal, { contributor, body });
      if (written) return written;
    }

    return this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'contribute', goalId);
      const written = await this.write(tx.sql, goal, { contributor, body });
      if (!written) throw new Error('A locked goal was changed');

      return written;
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

  /** Returns undefined when the goal has changed since it was read. */
  private async write(
    sql: Sql,
    goal: Goal,
    { contributor, body }: { contributor: UserCard; body: AddContributionBody },
  ) {
    const contribution = newContribution(contributor.id, goal.id, body, this.clock.now());
    const changes = settle(decideContribution(goal, contribution.amount));
    const changed = changedGoal(goal, changes, contribution.createdAt);
    const added = this.events.prepare(goalContributionAdded(changed, contribution, contributor));

    const view = addedContributionView(contribution, changed);

    const isWritten = await insertContribution(sql, this.events, {
      goal: changed,
      contribution,
      added,
      key: keyRowFor(contribution.id, view),
    });

    return isWritten ? view : undefined;
  }
}

function newContribution(
  userId: string,
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
