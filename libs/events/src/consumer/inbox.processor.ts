import type { Database, SqlTransaction, Transactions } from '@tribe/service-kit';
import { parkEvent } from '../dead-letter/dead-letter.queries';
import type { StoredEvent } from '../event/event-envelope';
import type { ReceivedEvent } from '../event/received-event';
import type { Attempts } from './attempts';
import type { Durable } from './durable';
import type { EventHandler, EventProcessor, Outcome } from './event-processor';

/** Thrown when an event of a batch was handled before, so that each is handled alone. */
class DuplicateInBatchError extends Error {
  override readonly name = 'DuplicateInBatchError';
}

/**
 * A batch holds the locks of several events, so it waits for a lock no longer than this: well below `deadlock_timeout`, so
 * that a batch in a deadlock gives way before Postgres ends the transaction of a request.
 */
const lockPatience = `SET LOCAL lock_timeout = '250ms'`;

/** Waits for all, also after a failure, because the transaction must not end before the last statement. */
async function allDone(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Handles each event in one transaction with its inbox row, so that redeliveries have no further effect. */
export class InboxProcessor implements EventProcessor {
  constructor(
    private readonly transactions: Transactions<SqlTransaction>,
    private readonly database: Database,
    private readonly attempts: Attempts,
  ) {}

  process(durable: Durable, handler: EventHandler, event: ReceivedEvent): Promise<Outcome> {
    return this.attempts.run(durable, event, () => this.handleOnce(durable, handler, event));
  }

  private handleOnce(
    durable: Durable,
    handler: EventHandler,
    event: ReceivedEvent,
  ): Promise<Outcome> {
    return this.transactions.run(async (tx) => {
      const claimed = await tx.sql.execute(
        'inbox_handle_once',
        `INSERT INTO inbox (durable, event_id) VALUES ($1, $2::uuid) ON CONFLICT DO NOTHING`,
        [durable.name, event.id],
      );

      if (claimed === 0) return 'duplicate';
      await handler(event, { tx, durable: durable.name });

      return 'handled';
    });
  }

  /**
   * Sorts by entity, so that two batches lock the rows of their entities in the same order. A handler may lock other rows,
   * whose order two events do not share; a batch that waits for such a lock rolls back and thereby releases its own.
   */
  processTogether(
    durable: Durable,
    handler: EventHandler,
    events: readonly ReceivedEvent[],
  ): Promise<void> {
    const sorted = events.toSorted((a, b) => (a.entityId < b.entityId ? -1 : 1));

    return this.transactions.run(async (tx) => {
      const [, claimed] = await Promise.all([
        tx.sql.execute('inbox_lock_patience', lockPatience, []),
        tx.sql.execute(
          'inbox_handle_together',
          `INSERT INTO inbox (durable, event_id) SELECT $1, id FROM unnest($2::uuid[]) AS id ON CONFLICT DO NOTHING`,
          [durable.name, sorted.map(({ id }) => id)],
        ),
      ]);

      if (claimed < sorted.length) throw new DuplicateInBatchError();

      const handle = (event: ReceivedEvent) =>
        this.attempts.run(durable, event, () => handler(event, { tx, durable: durable.name }));

      if (durable.isBulk) await allDone(sorted.map((event) => handle(event)));
      else for (const event of sorted) await handle(event);
    });
  }

  giveUp(durable: Durable, stored: StoredEvent, error: unknown, tries: number): Promise<void> {
    return parkEvent(this.database.pool, durable.name, stored, error, tries);
  }
}
