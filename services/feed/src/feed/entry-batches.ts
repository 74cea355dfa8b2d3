import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import type { WrittenBatch } from './fan-out.queries';
import { type EntryKind, feedEntriesAdded } from './feed.events';

const friendsPerBatch = 500;
const firstId = '00000000-0000-0000-0000-000000000000';

/** Brings something into the feeds of friends, in batches that other writers can pass. */
@Injectable()
export class EntryBatches {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
  ) {}

  /** Announces each batch in the transaction of its rows, so that no user misses an entry. */
  async each(
    kind: EntryKind,
    signal: AbortSignal,
    write: (tx: Tx, afterId: string, limit: number) => Promise<WrittenBatch>,
  ): Promise<void> {
    let afterId: string | null = firstId;

    while (afterId !== null) {
      signal.throwIfAborted();
      const from: string = afterId;

      afterId = await this.transactions.run(async (tx) => {
        const { userIds, last } = await write(tx, from, friendsPerBatch);
        if (userIds.length > 0) await this.events.publish(tx, feedEntriesAdded(kind, userIds));
        return last;
      });
    }
  }
}
