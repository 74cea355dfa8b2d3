import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { planned } from '../reminder/reminder-plan';
import { claimUnplannedReminders } from '../reminder/reminder.queries';
import { saveFirings } from '../reminder/reminder.writes';
import { claimUnremindedSystems, planSystemReminder } from '../reminder/system-reminder';
import { ReminderMetrics } from './reminder-metrics';

const rowsPerBatch = 200;
const maxBatches = 100;

/**
 * Plans the reminders that have no next time, every four hours: those of systems that a release without reminders has
 * written, and any that a fault has left behind.
 */
@Injectable()
export class RepairRemindersJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly metrics: ReminderMetrics,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'goals-repair-reminders-v1', cron: '0 */4 * * *' })
  async run(): Promise<void> {
    await this.inBatches((tx) => this.planUnplanned(tx));
    await this.inBatches((tx) => this.planSystems(tx));
  }

  private async inBatches(repair: (tx: Tx) => Promise<number>): Promise<void> {
    for (let batch = 0; batch < maxBatches; batch++) {
      const repaired = await this.transactions.run(repair);
      this.metrics.countRepaired(repaired);
      if (repaired < rowsPerBatch) return;
    }
  }

  private async planUnplanned(tx: Tx): Promise<number> {
    const now = this.clock.now();
    const rows = await claimUnplannedReminders(tx.sql, rowsPerBatch);
    const repaired = rows.map((row) => planned(row, row.zone, now));
    await saveFirings(tx.sql, repaired);

    return rows.length;
  }

  private async planSystems(tx: Tx): Promise<number> {
    const now = this.clock.now();
    const systems = await claimUnremindedSystems(tx.sql, rowsPerBatch);
    for (const system of systems) await planSystemReminder(tx.sql, system, now);

    return systems.length;
  }
}
