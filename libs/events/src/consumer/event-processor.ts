import type { SqlTransaction } from '@tribe/service-kit';
import type { StoredEvent } from '../event/event-envelope';
import type { ReceivedEvent } from '../event/received-event';
import type { Durable } from './durable';

/** What a handler gets beside the event. */
export interface ConsumerContext<Tx = SqlTransaction> {
  /** The transaction that commits together with the inbox row. Absent in services without an inbox. */
  readonly tx: Tx;
  readonly durable: string;
}

/** Calls the `@OnEvent` method. Rejects with the very error the method threw. */
export type EventHandler = (
  event: ReceivedEvent,
  context: ConsumerContext<unknown>,
) => Promise<void>;

/** What became of one attempt. */
export type Outcome = 'handled' | 'duplicate' | 'expired';

/** How one event meets its handler: with an inbox, or at least once without. */
export interface EventProcessor {
  /** One attempt. Rejects when it failed and nothing of it stays. */
  process(durable: Durable, handler: EventHandler, event: ReceivedEvent): Promise<Outcome>;
  /** Puts an event aside for good; it must not be delivered again. */
  giveUp(durable: Durable, stored: StoredEvent, error: unknown, tries: number): Promise<void>;
}
