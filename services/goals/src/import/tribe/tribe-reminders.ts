import { Injectable } from '@nestjs/common';
import { Clock, Database, type Sql, Transactions } from '@tribe/service-kit';
import { newGoalReminder } from '../../goal-reminder/goal-reminder-fields';
import { decideNewReminder, maxRemindersPerGoal } from '../../goal-reminder/goal-reminder.rules';
import { lockGoal } from '../../goal/goal.queries';
import type { Tx } from '../../prisma.service';
import { planned } from '../../reminder/reminder-plan';
import { findZone, listGoalReminders, type ReminderRow } from '../../reminder/reminder.queries';
import { putReminder } from '../../reminder/reminder.writes';
import { requireOpen } from '../open-import';
import { importedId } from './imported-id.rules';
import type { TargetGoal } from './tribe-contributions';
import type { ReminderLine } from './tribe-goal-histories';
import { count, refuseRow, type TribeRun } from './tribe-run';

/** Reminders of a goal that are new, known, or too many. */
interface ReminderPlan {
  readonly fresh: readonly ReminderRow[];
  readonly known: number;
  readonly excess: readonly ReminderLine[];
}

/** Imports the reminders of a goal. */
@Injectable()
export class TribeReminders {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  async import(run: TribeRun, target: TargetGoal, lines: readonly ReminderLine[]): Promise<void> {
    if (lines.length === 0) return;

    const { fresh, known, excess } = run.row.dryRun
      ? await this.plan(this.database, target, lines)
      : await this.write(run, target, lines);

    const about = { code: 'REMINDER_LIMIT_REACHED', field: 'reminders' } as const;
    for (const { line } of excess)
      refuseRow(run, line, { ...about, message: 'exceeds the limit of its goal' });
    count(run, { imported: fresh.length, already_imported: known });
  }

  private write(
    run: TribeRun,
    target: TargetGoal,
    lines: readonly ReminderLine[],
  ): Promise<ReminderPlan> {
    return this.transactions.run(async (tx) => {
      await requireOpen(tx.sql, run.row);
      if (!(await lockGoal(tx, target.goal.id))) throw new Error('the goal is gone');
      const plan = await this.plan(tx.sql, target, lines);
      const now = this.clock.now();

      for (const row of plan.fresh) {
        const zone = row.timezone ?? (await findZone(tx.sql, row.userId));
        await putReminder(tx.sql, planned(row, zone, now));
      }

      return plan;
    });
  }

  private async plan(
    sql: Sql,
    { goal, isStored, owners }: TargetGoal,
    lines: readonly ReminderLine[],
  ): Promise<ReminderPlan> {
    const of = { goalId: goal.id, userId: owners.to, limit: maxRemindersPerGoal };
    const stored = isStored ? await listGoalReminders(sql, of) : [];
    const ids = new Set(stored.map(({ id }) => id));
    const fresh: ReminderRow[] = [];
    const excess: ReminderLine[] = [];
    let known = 0;

    for (const each of lines) {
      const row = rowOf(of, each, this.clock.now());
      if (ids.has(row.id)) known += 1;
      else if (decideNewReminder(ids.size).kind === 'refuse') excess.push(each);
      else {
        ids.add(row.id);
        fresh.push(row);
      }
    }

    return { fresh, known, excess };
  }
}

function rowOf(
  { goalId, userId }: { goalId: string; userId: string },
  { reminder }: ReminderLine,
  now: Date,
): ReminderRow {
  const { body, createdAt } = reminder;
  const id = importedId(createdAt, goalId, reminder.id);

  return newGoalReminder({ id, userId, goalId }, body, { createdAt, now });
}
