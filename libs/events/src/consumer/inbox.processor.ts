import type { Database, SqlTransaction, Transactions } from '@tribe/service-kit';
import { parkEvent } from '../dead-letter/dead-letter.queries';
import type { StoredEvent } from '../event/event-envelope';
import type { ReceivedEvent } from '../event/received-event';
import type { Attempts } from './attempts';
import type { Durable } from './durable';
import type { EventHandler, EventProcessor, Outcome } from './event-processor';

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

  giveUp(durable: Durable, stored: StoredEvent, error: unknown, tries: number): Promise<void> {
    return parkEvent(this.database.pool, durable.name, stored, error, tries);
  }
}
