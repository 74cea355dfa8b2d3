import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, Database, type Sql, Transactions } from '@tribe/service-kit';
import type { GoalContribution } from '../../generated/prisma/client';
import { goalUpdated } from '../../goal/goal.events';
import { type Goal, lockGoal } from '../../goal/goal.queries';
import { changedGoal, saveGoal } from '../../goal/goal.writes';
import { saveMilestones } from '../../milestone/milestone.writes';
import type { Tx } from '../../prisma.service';
import { requireOpen } from '../open-import';
import {
  type ContributionLine,
  type HistoryPlan,
  inOrder,
  planHistory,
} from './contribution-history.rules';
import { knownUser, type Owners, withReachedMilestones } from './imported-goal';
import { importedId } from './imported-id.rules';
import type { ExportedContribution, ExportedGoal } from './tribe-goal-rows';
import { findStoredContributions } from './tribe-goal.queries';
import { insertImportedContributions, sumOf } from './tribe-goal.writes';
import { count, refuseRow, type TribeRun } from './tribe-run';

/** Contributions that are written in one transaction, which holds the lock of their goal. */
const contributionsPerBatch = 1_000;

/** A goal of an import. */
export interface TargetGoal {
  readonly goal: Goal;
  /** False for a new goal in a dry run. */
  readonly isStored: boolean;
  /** Whether this import created it. */
  readonly isNew: boolean;
  readonly exported: ExportedGoal;
  readonly owners: Owners;
}

/** Contributions of an import, with the ids that they get. */
interface Batch {
  readonly lines: readonly ContributionLine[];
  readonly ids: ReadonlyMap<string, string>;
  readonly accepted: ReadonlySet<string>;
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
    const ordered = inOrder(lines);
    const ids = idsOf(target.goal, ordered);
    const accepted = new Set<string>();
    // A dry run stores nothing between batches, so it has one.
    const size = run.row.dryRun ? ordered.length : contributionsPerBatch;

    for (let at = 0; at < ordered.length; at += size) {
      run.signal.throwIfAborted();
      const batch = { lines: ordered.slice(at, at + size), ids, accepted };

      const plan = run.row.dryRun
        ? await this.plan(this.database, target.goal, target, batch)
        : await this.write(run, target, batch);

      for (const { contribution } of plan.fresh) accepted.add(contribution.id);
      report(run, plan);
    }
  }

  private async plan(
    sql: Sql,
    goal: Goal,
    { isStored, isNew }: TargetGoal,
    { lines, ids, accepted }: Batch,
  ): Promise<HistoryPlan> {
    const wanted = lines.flatMap(({ contribution: { id, correctsId } }) => [id, correctsId ?? id]);
    const byId = new Map(wanted.map((id) => [ids.get(id) ?? '', id]));
    byId.delete('');
    const found = isStored ? await findStoredContributions(sql, goal.id, [...byId.keys()]) : [];
    const stored = new Map([...found].map(([id, remaining]) => [byId.get(id) ?? id, remaining]));

    return planHistory(lines, { goal, isNew, stored, accepted });
  }

  /** Plans under the lock of the goal, so that no correction is added meanwhile. */
  private write(run: TribeRun, target: TargetGoal, batch: Batch): Promise<HistoryPlan> {
    return this.transactions.run(async (tx) => {
      await requireOpen(tx.sql, run.row);
      const goal = await lockGoal(tx, target.goal.id);
      // Its owner has deleted the goal since the import began.
      if (!goal) throw new Error('the goal is gone');
      const plan = await this.plan(tx.sql, goal, target, batch);
      const rows = plan.fresh.map(({ contribution }) => rowOf(target, contribution, batch.ids));
      if (rows.length > 0) await this.add(tx, { goal, rows, target });

      return plan;
    });
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

function report(run: TribeRun, { fresh, known, refused }: HistoryPlan): void {
  for (const { line, ...reason } of refused)
    refuseRow(run, line, { ...reason, field: 'contributions' });
  count(run, { imported: fresh.length, already_imported: known.length });
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
