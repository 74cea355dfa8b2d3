import { Injectable } from '@nestjs/common';
import { type Counter, Metrics } from '@tribe/service-kit';
import type { ReminderOutcome } from './due-reminder.rules';

@Injectable()
export class ReminderMetrics {
  private readonly handled: Counter<'outcome'>;
  private readonly repaired: Counter;

  constructor(metrics: Metrics) {
    this.handled = metrics.counter({
      name: 'tribe_reminders_total',
      help: 'Reminders whose time has come, by outcome (due, not_due, missed, moved, ended, failed)',
      labels: ['outcome'],
    });
    this.repaired = metrics.counter({
      name: 'tribe_reminders_repaired_total',
      help: 'Reminders without a next time that the sweep has planned again',
    });
  }

  count(outcome: ReminderOutcome | 'failed'): void {
    this.handled.inc({ outcome });
  }

  countRepaired(reminders: number): void {
    this.repaired.inc(reminders);
  }
}
