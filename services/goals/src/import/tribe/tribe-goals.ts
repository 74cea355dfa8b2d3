import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import { Database, newId, Transactions } from '@tribe/service-kit';
import { goalImported } from '../../goal/goal.events';
import { findGoal, type Goal } from '../../goal/goal.queries';
import type { Tx } from '../../prisma.service';
import { hashOf } from '../history/history.rules';
import { saveProgress } from '../import.queries';
import { ownerCard, requireOpen } from '../open-import';
import { importedGoal } from './imported-goal';
import { TribeContributions } from './tribe-contributions';
import type { TribeExport } from './tribe-export.rules';
import { goalHistories, type GoalHistories } from './tribe-goal-histories';
import {
  type ExportedGoal,
  type ExportedParticipation,
  goalOf,
  isPossibleGoal,
  participationOf,
} from './tribe-goal-rows';
import { findImportedGoalId } from './tribe-goal.queries';
import { insertImportedGoal } from './tribe-goal.writes';
import { TribeReminders } from './tribe-reminders';
import { count, refuseRow, type TribeRun } from './tribe-run';

const about = { field: 'goals' } as const;

/**
 * Imports the goals that the user of an export owned, each as a goal of the importer alone: with its milestones, and with
 * the contributions and reminders of this user.
 */
@Injectable()
export class TribeGoals {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly contributions: TribeContributions,
    private readonly reminders: TribeReminders,
  ) {}

  async import(run: TribeRun, sections: TribeExport['sections']): Promise<void> {
    const participations = ownParticipations(sections.participations);
    const histories = await goalHistories(run, sections, participations);

    for (const [index, row] of sections.goals.entries()) {
      run.signal.throwIfAborted();
      await this.importGoal(run, { line: index + 1, row, participations, histories });
      await saveProgress(this.database, run.row.id, run.counts);
    }

    refuseWithoutGoal(run, histories);
  }

  private async importGoal(
    run: TribeRun,
    at: {
      line: number;
      row: unknown;
      participations: ReadonlyMap<string, ExportedParticipation>;
      histories: GoalHistories;
    },
  ): Promise<void> {
    const { line, row, participations, histories } = at;
    const exported = goalOf(row);
    const participation = participations.get(exported?.id ?? '');

    if (!exported || !isPossibleGoal(exported, run.now)) {
      refuseRow(run, line, { ...about, code: 'LINE_INVALID', message: 'is not a valid goal' });
    } else if (!participation) {
      const message = 'belongs to another user';
      refuseRow(run, line, { ...about, code: 'GOAL_NOT_OWNED', message });
    } else if (run.goals.has(exported.id)) {
      const message = 'is in an earlier line';
      refuseRow(run, line, { ...about, code: 'LINE_REPEATED', message });
    } else {
      refuseMilestones(run, line, exported);
      await this.importHistory(run, { exported, participation, histories });
    }
  }

  private async importHistory(
    run: TribeRun,
    {
      exported,
      participation,
      histories,
    }: {
      exported: ExportedGoal;
      participation: ExportedParticipation;
      histories: GoalHistories;
    },
  ): Promise<void> {
    const owners = { from: participation.userId, to: run.row.userId };
    const at = { importId: run.row.id, now: new Date(run.now) };
    const planned = importedGoal(exported, owners, at);
    const goal = await this.goalFor(run, exported, { planned, participation });
    if (!goal) return;

    const isStored = goal !== planned || !run.row.dryRun;
    const target = { goal, isStored, isNew: goal.id === planned.id, exported, owners };
    const history = histories.get(exported.id);
    histories.delete(exported.id);
    if (goal === planned) count(run, { goals_created: 1 });
    run.goals.set(exported.id, isStored ? goal.id : undefined);
    await this.contributions.import(run, target, history?.contributions ?? []);
    await this.reminders.import(run, target, history?.reminders ?? []);
  }

  /**
   * Returns the goal of an earlier import, or the planned one, which is created. Undefined when the owner has deleted the
   * goal since the import began.
   */
  private async goalFor(
    run: TribeRun,
    exported: ExportedGoal,
    at: { planned: Goal; participation: ExportedParticipation },
  ): Promise<Goal | undefined> {
    const key = hashOf('tribe', exported.id);
    const existing = await this.findImported(run, key);
    if (existing) return existing;
    const isNew = run.row.dryRun || (await this.create(run, at.planned, { ...at, key }));

    // Another import of the same user has just created it.
    return isNew ? at.planned : this.findImported(run, key);
  }

  private async findImported({ row }: TribeRun, key: string): Promise<Goal | undefined> {
    const id = await findImportedGoalId(this.database, row.userId, key);
    return id === undefined ? undefined : findGoal(this.database, id);
  }

  /** @returns false when the importer has the goal already */
  private async create(
    { row }: TribeRun,
    goal: Goal,
    { key, participation }: { key: string; participation: ExportedParticipation },
  ): Promise<boolean> {
    const owner = await ownerCard(this.cards, row);
    const { joinedAt, restingUntil } = participation;
    const creator = { id: newId(), userId: row.userId, role: 'creator', joinedAt } as const;

    return this.transactions.run(async (tx) => {
      await requireOpen(tx.sql, row);
      const isNew = await insertImportedGoal(tx, goal, { key, creator, restingUntil });
      if (isNew) await this.events.publish(tx, goalImported(goal, owner));

      return isNew;
    });
  }
}

/** The participations in goals that the user of the export owned. */
function ownParticipations(rows: readonly unknown[]): Map<string, ExportedParticipation> {
  const own = rows
    .flatMap((row) => participationOf(row) ?? [])
    .filter(({ role, leftAt }) => role === 'creator' && leftAt === null);

  return new Map(own.map((each) => [each.goalId, each]));
}

/** A milestone has the line of its goal. */
function refuseMilestones(run: TribeRun, line: number, { repeatedMilestones }: ExportedGoal): void {
  const message = 'has the id of an earlier milestone of its goal';
  for (let each = 0; each < repeatedMilestones; each += 1)
    refuseRow(run, line, { code: 'LINE_REPEATED', field: 'milestones', message });
}

/** Refuses what belongs to goals that are not in the export, were refused, or are gone. */
function refuseWithoutGoal(run: TribeRun, histories: GoalHistories): void {
  const refused = { code: 'GOAL_NOT_FOUND', message: 'has no goal' } as const;

  for (const { contributions, reminders } of histories.values()) {
    for (const { line } of contributions)
      refuseRow(run, line, { ...refused, field: 'contributions' });
    for (const { line } of reminders) refuseRow(run, line, { ...refused, field: 'reminders' });
  }
}
