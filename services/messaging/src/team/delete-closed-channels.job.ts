import { Injectable } from '@nestjs/common';
import { Scheduled } from '@tribe/jobs';
import { Clock, dayMs, Transactions } from '@tribe/service-kit';
import { setTeamService } from '../access/team-scope';
import type { Tx } from '../prisma.service';
import { deleteClosed } from './channel.writes';

/** Until then, the members can export their messages, and a mistake can be undone in the database. */
const keepMs = 30 * dayMs;
const messagesPerBatch = 1_000;
/** The rest waits for the next day. */
const maxBatches = 500;

/** Deletes the channels that were closed 30 days before, with their messages. */
@Injectable()
export class DeleteClosedChannelsJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  @Scheduled({ name: 'messaging-delete-closed-channels-v1', cron: '40 3 * * *' })
  async run(): Promise<void> {
    const closedBefore = new Date(this.clock.now().getTime() - keepMs);

    for (let batches = 0; batches < maxBatches; batches += 1) {
      const hasMore = await this.transactions.run(async ({ sql }) => {
        await setTeamService(sql);
        return deleteClosed(sql, closedBefore, messagesPerBatch);
      });
      if (!hasMore) return;
    }
  }
}
