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
import { roleOf } from '../goal/goal-access.rules';
import { goalContributionAdded } from '../goal/goal.events';
import type { Goal } from '../goal/goal.queries';
import { changedGoal } from '../goal/goal.writes';
import { GoalOutcomes } from '../milestone/goal-outcomes';
import { hasEffect, type Outcome, outcomeOf } from '../milestone/outcome.rules';
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
    private readonly outcomes: GoalOutcomes,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes without a lock as long as no other write comes in between, and neither a milestone nor the completion of the goal
   * follows. Otherwise, takes the goal's row lock, so that a goal with many contributions at once serves each of them.
   */
  async addContribution(caller: Caller, goalId: string, body: AddContributionBody) {
    const contributor = await this.cards.ofCaller(caller);

    for (let tried = 0; tried < triesWithoutLock; tried++) {
      const goal = await this.access.require(caller.userId, 'contribute', goalId);
      const added = addedTo(goal, contributor.id, body, this.clock.now());
      if (hasEffect(added.outcome)) break;

      const written = await this.write(this.database, added, contributor);
      if (written) return written;
    }

    return this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'contribute', goalId);
      const now = this.clock.now();
      const added = addedTo(goal, contributor.id, body, now);

      const written = await this.write(tx.sql, added, contributor);
      if (!written) throw new Error('A locked goal was changed');
      await this.outcomes.apply(tx, added.goal, added.outcome, { actor: contributor, now });

      return written;
    });
  }

  async listContributions(caller: Caller, goalId: string, query: ListContributionsQuery) {
    const goal = await this.access.require(caller.userId, 'see-contributions', goalId);

    const { rows, pagination } = await this.pages.read('contributions', query, {
      rows: (window) => listContributions(this.database, goalId, window),
      total: () => countContributions(this.database, goalId),
      position: ({ created_at, id }) => positionAt(created_at, id),
    });

    const cards = await this.cards.get(
      caller.userId,
      rows.flatMap((row) => [row.user_id, row.corrected_by ?? row.user_id]),
    );

    // Leaving hides the name and the notes of a user.
    for (const id of cards.keys()) if (roleOf(goal, id) === 'stranger') cards.delete(id);

    return { contributions: rows.map((row) => contributionView(row, cards)), pagination };
  }

  /** Returns undefined when the goal has changed since it was read. */
  private async write(sql: Sql, { goal, contribution }: Added, contributor: UserCard) {
    const added = this.events.prepare(goalContributionAdded(goal, contribution, contributor));
    const view = addedContributionView(contribution, goal);
    const key = keyRowFor(contribution.id, view);
    const row = { goal, contribution, added, key };
    const isWritten = await insertContribution(sql, this.events, row);

    return isWritten ? view : undefined;
  }
}

/** A contribution, the goal after it, and what follows from the new sum. */
interface Added {
  readonly contribution: GoalContribution;
  readonly goal: Goal;
  readonly outcome: Outcome;
}

function addedTo(goal: Goal, userId: string, body: AddContributionBody, now: Date): Added {
  const contribution = newContribution(userId, goal.id, body, now);
  const changes = settle(decideContribution(goal, contribution.amount));
  const changed = changedGoal(goal, changes, now);

  return { contribution, goal: changed, outcome: outcomeOf(changed, goal.currentAmount) };
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
    correctsId: null,
    correctedBy: null,
  };
}
