import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  newId,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { GoalAccess } from '../goal/goal-access';
import type { Tx } from '../prisma.service';
import { planned } from '../reminder/reminder-plan';
import { findZone, listGoalReminders, lockGoalReminder } from '../reminder/reminder.queries';
import { deleteReminders, putReminder, saveGoalReminder } from '../reminder/reminder.writes';
import { goalReminderColumns, newGoalReminder } from './goal-reminder-fields';
import type { GoalReminderBody, GoalReminderParams } from './goal-reminder.dto';
import { decideNewReminder, maxRemindersPerGoal } from './goal-reminder.rules';
import { goalReminderView } from './goal-reminder.view';

/** The caller's own reminders of a goal that the caller takes part in. */
@Injectable()
export class GoalReminderService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly access: GoalAccess,
    private readonly clock: Clock,
  ) {}

  async listReminders({ userId }: Caller, goalId: string) {
    await this.access.require(userId, 'remind', goalId);
    const reminders = await listGoalReminders(this.database, ofGoal(userId, goalId));

    return { reminders: reminders.map(goalReminderView) };
  }

  async addReminder({ userId }: Caller, goalId: string, body: GoalReminderBody) {
    const now = this.clock.now();
    const zone = await this.zoneOf(userId, body);

    const added = await this.transactions.run(async (tx) => {
      // The lock makes concurrent requests count each other's reminders.
      await this.access.requireLocked(tx, userId, 'remind', goalId);
      const others = await listGoalReminders(tx.sql, ofGoal(userId, goalId));
      settle(decideNewReminder(others.length));
      const times = { createdAt: now, now };
      const wanted = newGoalReminder({ id: newId(), userId, goalId }, body, times);
      const reminder = planned(wanted, zone, now);
      await putReminder(tx.sql, reminder);

      return reminder;
    });

    return goalReminderView(added);
  }

  async updateReminder({ userId }: Caller, params: GoalReminderParams, body: GoalReminderBody) {
    await this.access.require(userId, 'remind', params.goalId);
    const now = this.clock.now();
    const zone = await this.zoneOf(userId, body);

    const updated = await this.transactions.run(async (tx) => {
      const reminder = await lockGoalReminder(tx.sql, { ...params, userId });
      if (!reminder) throw new AppError(errors.REMINDER_NOT_FOUND);
      const wanted = { ...reminder, ...goalReminderColumns(body), updatedAt: now };
      // The new time may come on a date on which the old one has fired.
      const saved = planned({ ...wanted, lastFiredOn: null }, zone, now);
      await saveGoalReminder(tx.sql, saved);

      return saved;
    });

    return goalReminderView(updated);
  }

  async removeReminder({ userId }: Caller, params: GoalReminderParams): Promise<void> {
    await this.access.require(userId, 'remind', params.goalId);

    await this.transactions.run(async (tx) => {
      const reminder = await lockGoalReminder(tx.sql, { ...params, userId });
      if (!reminder) throw new AppError(errors.REMINDER_NOT_FOUND);
      await deleteReminders(tx.sql, [reminder.id]);
    });
  }

  private async zoneOf(userId: string, { timezone }: GoalReminderBody): Promise<string> {
    return timezone ?? findZone(this.database, userId);
  }
}

function ofGoal(userId: string, goalId: string) {
  return { userId, goalId, limit: maxRemindersPerGoal };
}
