import { isRecord } from '../format/json-table';
import { inTurns } from '../format/turns';
import type { ContributionLine } from './contribution-history.rules';
import type { TribeExport } from './tribe-export.rules';
import {
  contributionOf,
  type ExportedGoalReminder,
  type ExportedParticipation,
  goalReminderOf,
  isPossibleTime,
} from './tribe-goal-rows';
import { refuseRow, type TribeRun } from './tribe-run';

export interface ReminderLine {
  readonly line: number;
  readonly reminder: ExportedGoalReminder;
}

/** The contributions and reminders of the user of an export for a goal. */
export interface GoalHistory {
  readonly contributions: ContributionLine[];
  readonly reminders: ReminderLine[];
}

export type GoalHistories = Map<string, GoalHistory>;

/** Returns the contributions and the reminders of an export by the id of their goal there. */
export async function goalHistories(
  run: TribeRun,
  sections: Pick<TribeExport['sections'], 'contributions' | 'reminders'>,
  participations: ReadonlyMap<string, ExportedParticipation>,
): Promise<GoalHistories> {
  const histories: GoalHistories = new Map();
  await addContributions(run, histories, { rows: sections.contributions, participations });
  await addReminders(run, histories, sections.reminders);

  return histories;
}

async function addContributions(
  run: TribeRun,
  histories: GoalHistories,
  at: {
    rows: readonly unknown[];
    participations: ReadonlyMap<string, ExportedParticipation>;
  },
): Promise<void> {
  const message = 'is not a valid contribution';
  let line = 0;

  for await (const row of inTurns(at.rows, run.signal)) {
    line += 1;
    const contribution = contributionOf(row);
    const ownerId = at.participations.get(contribution?.goalId ?? '')?.userId;
    const isOwn = ownerId === undefined || ownerId === contribution?.userId;

    if (contribution && isOwn && isPossibleTime(contribution.createdAt, run.now))
      historyOf(histories, contribution.goalId).contributions.push({ line, contribution });
    else refuseRow(run, line, { code: 'LINE_INVALID', field: 'contributions', message });
  }
}

async function addReminders(
  run: TribeRun,
  histories: GoalHistories,
  rows: readonly unknown[],
): Promise<void> {
  const message = 'is not a valid reminder of a goal';
  let line = 0;

  for await (const row of inTurns(rows, run.signal)) {
    line += 1;
    if (isOfSystem(row)) continue;
    const reminder = goalReminderOf(row);

    if (reminder && isPossibleTime(reminder.createdAt, run.now))
      historyOf(histories, reminder.goalId).reminders.push({ line, reminder });
    else refuseRow(run, line, { code: 'LINE_INVALID', field: 'reminders', message });
  }
}

/** The reminder of a system is one of its fields. */
export function isOfSystem(row: unknown): boolean {
  return isRecord(row) && typeof row['systemId'] === 'string';
}

function historyOf(histories: GoalHistories, goalId: string): GoalHistory {
  const history = histories.get(goalId) ?? { contributions: [], reminders: [] };
  histories.set(goalId, history);

  return history;
}
