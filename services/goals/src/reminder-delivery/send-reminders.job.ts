import { Injectable } from '@nestjs/common';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { Scheduled } from '@tribe/jobs';
import { Clock, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { planned } from '../reminder/reminder-plan';
import {
  claimDueReminders,
  type ReminderRow,
  type ZonedReminder,
} from '../reminder/reminder.queries';
import { deleteReminders, saveFirings } from '../reminder/reminder.writes';
import { DueReminders, type JudgedReminder } from './due-reminders';
import { ReminderMetrics } from './reminder-metrics';
import { reminderDue } from './reminder.events';

const remindersPerBatch = 100;
/** More wait for the next minute. */
const maxBatches = 100;

/**
 * Publishes the reminders whose time has come, every minute. A reminder is published and planned for its next time in one
 * transaction, and replicas skip each other's rows, so that each time is published once.
 */
@Injectable()
export class SendRemindersJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly dueReminders: DueReminders,
    private readonly metrics: ReminderMetrics,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'goals-send-reminders-v1', cron: '* * * * *' })
  async run(): Promise<void> {
    for (let batch = 0; batch < maxBatches; batch++) {
      const judged = await this.transactions.run((tx) => this.sendBatch(tx));
      for (const { outcome } of judged) this.metrics.count(outcome);
      if (judged.length < remindersPerBatch) return;
    }
  }

  private async sendBatch(tx: Tx): Promise<readonly JudgedReminder[]> {
    const now = this.clock.now();
    const reminders = await claimDueReminders(tx.sql, { now, limit: remindersPerBatch });
    if (reminders.length === 0) return [];
    const judged = await this.dueReminders.judge(tx.sql, reminders, now);
    const ended = judged.filter(({ outcome }) => outcome === 'ended');
    const endedIds = ended.map(({ reminder }) => reminder.id);
    const kept = judged.filter(({ outcome }) => outcome !== 'ended');
    const next = kept.map((each) => afterFiring(each, now));
    await deleteReminders(tx.sql, endedIds);
    await saveFirings(tx.sql, next);
    await this.events.publish(tx, judged.flatMap(eventsOf));

    return judged;
  }
}

function eventsOf({ reminder, outcome, title }: JudgedReminder): NewEvent[] {
  return outcome === 'due' ? [reminderDue(published(reminder), title)] : [];
}

/** Returns the reminder as planned for its next time. Its date is over, unless it was planned for another zone. */
function afterFiring({ reminder, outcome }: JudgedReminder, now: Date): ReminderRow {
  if (outcome === 'moved') return planned(reminder, reminder.zone, now);
  const fired = outcome === 'due' ? published(reminder) : reminder;

  return planned({ ...fired, lastFiredOn: reminder.nextFireOn }, reminder.zone, now);
}

function published(reminder: ZonedReminder): ZonedReminder {
  return { ...reminder, version: reminder.version + 1n };
}
