import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf, DueJobs, Scheduled } from '@tribe/jobs';
import { Clock, Database, InjectConfig, Transactions } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import type { Tx } from '../prisma.service';
import { SuggestionRefresher } from './suggestion-refresher';
import { listActiveIds } from './suggestion.queries';

const refreshBatch = 'refresh-suggestions-batch-v1';

/** How many users are computed in one transaction. */
const usersPerTransaction = 50;

interface Batch {
  /** When the job of the night was due. */
  readonly slot: string;
  readonly afterId: string | null;
}

/**
 * Computes the suggestions of all users every night. Each batch enqueues the next one when it is done, so an interrupted
 * night goes on where it stopped.
 */
@Injectable()
export class RefreshSuggestionsJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly dueJobs: DueJobs,
    private readonly refresher: SuggestionRefresher,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  @Scheduled({ name: 'social-graph-suggestions-v1', cron: '0 2 * * *' })
  async run(slot: Date): Promise<void> {
    await this.enqueue({ slot: slot.toISOString(), afterId: null });
  }

  @DueJob(refreshBatch, { concurrency: 1, leaseSeconds: 300 })
  async refreshBatch({ payload: { slot, afterId }, signal }: DueJobOf<Batch>): Promise<void> {
    const ids = await listActiveIds(this.database, afterId, this.config.SUGGESTION_BATCH_SIZE);

    for (let start = 0; start < ids.length; start += usersPerTransaction) {
      signal.throwIfAborted();
      await this.refresher.refresh(ids.slice(start, start + usersPerTransaction));
    }

    const lastId = ids.at(-1);
    if (lastId) await this.enqueue({ slot, afterId: lastId });
  }

  private async enqueue(batch: Batch): Promise<void> {
    const key = `${batch.slot} ${batch.afterId ?? 'first'}`;
    await this.transactions.run((tx) =>
      this.dueJobs.enqueue(tx, {
        kind: refreshBatch,
        key,
        runAt: this.clock.now(),
        payload: batch,
      }),
    );
  }
}
