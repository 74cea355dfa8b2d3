import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, Database, Transactions } from '@tribe/service-kit';
import type { GoalContribution } from '../../generated/prisma/client';
import { goalUpdated } from '../../goal/goal.events';
import { type Goal, lockGoal } from '../../goal/goal.queries';
import { changedGoal, saveGoal } from '../../goal/goal.writes';
import { saveMilestones } from '../../milestone/milestone.writes';
import type { Tx } from '../../prisma.service';
import { requireOpen } from '../open-import';
import { type ContributionLine, decideHistory, inOrder } from './contribution-history.rules';
import { knownUser, type Owners, withReachedMilestones } from './imported-goal';
import { importedId } from './imported-id.rules';
import type { ExportedContribution, ExportedGoal } from './tribe-goal-rows';
import { findKnownContributions, insertImportedContributions, sumOf } from './tribe-goal.queries';
import { count, refuseRow, type TribeRun } from './tribe-run';

/** Contributions that are written in one transaction, which holds the lock of their goal. */
const contributionsPerBatch = 1_000;

/** A goal of an import. */
export interface TargetGoal {
  readonly goal: Goal;
  /** False for a new goal in a dry run. */
  readonly isStored: boolean;
  readonly exported: ExportedGoal;
  readonly owners: Owners;
}

/** Imports the contributions of the owner of a goal with their corrections, at their times. */
@Injectable()
export class TribeContributions {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  async import(
    run: TribeRun,
    target: TargetGoal,
    lines: readonly ContributionLine[],
  ): Promise<void> {
    const { goal } = target;
    const ordered = inOrder(lines);
    const ids = idsOf(goal, ordered);
    const known = await this.knownOf(target, [...ids.values()]);
    const isKnown = ({ contribution: { id } }: ContributionLine) => known.has(ids.get(id) ?? '');
    const counted = sumOf(ordered.filter(isKnown).map(({ contribution }) => contribution));

    const { accepted, refused } = decideHistory(ordered, {
      given: goal.currentAmount.minus(counted),
      targetCurrency: goal.targetCurrency,
    });

    for (const { line, ...reason } of refused)
      refuseRow(run, line, { ...reason, field: 'contributions' });
    const fresh = accepted.filter((each) => !isKnown(each));
    const rows = fresh.map(({ contribution }) => rowOf(target, contribution, ids));
    if (!run.row.dryRun) await this.write(run, target, rows);
    count(run, { imported: fresh.length, already_imported: accepted.length - fresh.length });
  }

  private async knownOf(
    { goal, isStored }: TargetGoal,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    return isStored && ids.length > 0
      ? findKnownContributions(this.database, goal.id, ids)
      : new Set();
  }

  private async write(
    run: TribeRun,
    target: TargetGoal,
    rows: readonly GoalContribution[],
  ): Promise<void> {
    for (let at = 0; at < rows.length; at += contributionsPerBatch) {
      run.signal.throwIfAborted();
      const batch = rows.slice(at, at + contributionsPerBatch);

      await this.transactions.run(async (tx) => {
        await requireOpen(tx.sql, run.row);
        const goal = await lockGoal(tx, target.goal.id);
        // Its owner has deleted the goal since the import began.
        if (!goal) throw new Error('the goal is gone');
        await this.add(tx, { goal, rows: batch, target });
      });
    }
  }

  private async add(
    tx: Tx,
    at: { goal: Goal; rows: readonly GoalContribution[]; target: TargetGoal },
  ): Promise<void> {
    const { goal, rows, target } = at;
    const userId = target.owners.to;
    const changes = { currentAmount: goal.currentAmount.plus(sumOf(rows)) };
    const changed = changedGoal(goal, changes, this.clock.now());
    const saved = withReachedMilestones(changed, goal.currentAmount, target);
    const before = new Set(goal.milestones);

    await insertImportedContributions(tx.sql, { goalId: goal.id, userId }, rows);

    await saveMilestones(
      tx,
      saved.milestones.filter((milestone) => !before.has(milestone)),
    );

    await saveGoal(tx, saved, changes);
    await this.events.publish(tx, goalUpdated(saved, userId));
  }
}

/** Returns new ids by those of the export. The same contribution has the same id in every import of its goal. */
function idsOf({ id: goalId }: Goal, lines: readonly ContributionLine[]): Map<string, string> {
  return new Map(
    lines.map(({ contribution: { id, createdAt } }) => [id, importedId(createdAt, goalId, id)]),
  );
}

function rowOf(
  { goal, owners }: TargetGoal,
  contribution: ExportedContribution,
  ids: ReadonlyMap<string, string>,
): GoalContribution {
  const { id, body, amount, createdAt, correctsId, correctedBy } = contribution;

  return {
    id: ids.get(id) ?? id,
    goalId: goal.id,
    userId: owners.to,
    amount,
    note: body.note || null,
    contributionType: body.contribution_type,
    createdAt,
    correctsId: correctsId && (ids.get(correctsId) ?? null),
    correctedBy: knownUser(correctedBy, owners),
  };
}
