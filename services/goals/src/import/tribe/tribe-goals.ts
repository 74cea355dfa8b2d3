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
import { type GoalHistory, goalHistories, type GoalHistories } from './tribe-goal-histories';
import {
  type ExportedGoal,
  type ExportedParticipation,
  goalOf,
  isPossibleGoal,
  participationOf,
} from './tribe-goal-rows';
import { findImportedGoalId } from './tribe-goal.queries';
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
      const history = histories.get(exported.id) ?? { contributions: [], reminders: [] };
      histories.delete(exported.id);
      await this.importHistory(run, { exported, participation, history });
    }
  }

  private async importHistory(
    run: TribeRun,
    at: { exported: ExportedGoal; participation: ExportedParticipation; history: GoalHistory },
  ): Promise<void> {
    const { exported, participation, history } = at;
    const owners = { from: participation.userId, to: run.row.userId };
    const key = hashOf('tribe', exported.id);
    const existingId = await findImportedGoalId(this.database, owners.to, key);
    const existing = existingId ? await findGoal(this.database, existingId) : undefined;
    const isStored = existing !== undefined || !run.row.dryRun;
    const goal = existing ?? importedGoal(exported, owners, new Date(run.now));

    if (!existing) {
      if (!run.row.dryRun) await this.create(run, goal, { key, participation });
      count(run, { goals_created: 1 });
    }

    run.goals.set(exported.id, isStored ? goal.id : undefined);
    const target = { goal, isStored, exported, owners };
    await this.contributions.import(run, target, history.contributions);
    await this.reminders.import(run, target, history.reminders);
  }

  private async create(
    { row }: TribeRun,
    goal: Goal,
    { key, participation }: { key: string; participation: ExportedParticipation },
  ): Promise<void> {
    const owner = await ownerCard(this.cards, row);
    const { participants: _, milestones, ...columns } = goal;
    const { joinedAt, restingUntil } = participation;
    const times = { joinedAt, restingUntil };
    const creator = { id: newId(), userId: row.userId, role: 'creator', ...times } as const;

    await this.transactions.run(async (tx) => {
      await requireOpen(tx.sql, row);

      await tx.goal.create({
        data: {
          ...columns,
          importKey: key,
          participants: { create: creator },
          milestones: { createMany: { data: milestones.map(({ goalId: _goal, ...own }) => own) } },
        },
        select: { id: true },
      });

      await this.events.publish(tx, goalImported(goal, owner));
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

/** Refuses what belongs to goals that are not in the export, or were refused. */
function refuseWithoutGoal(run: TribeRun, histories: GoalHistories): void {
  const refused = { code: 'GOAL_NOT_FOUND', message: 'has no goal' } as const;

  for (const { contributions, reminders } of histories.values()) {
    for (const { line } of contributions)
      refuseRow(run, line, { ...refused, field: 'contributions' });
    for (const { line } of reminders) refuseRow(run, line, { ...refused, field: 'reminders' });
  }
}
