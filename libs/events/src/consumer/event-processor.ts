import type { SqlTransaction } from '@tribe/service-kit';
import type { StoredEvent } from '../event/event-envelope';
import type { ReceivedEvent } from '../event/received-event';
import type { Durable } from './durable';

/** Passed to a handler together with the event. */
export interface ConsumerContext<Tx = SqlTransaction> {
  /** The transaction that commits together with the inbox row. Absent in services without an inbox. */
  readonly tx: Tx;
  readonly durable: string;
}

/** Calls the `@OnEvent` method. Rejects with the original error of the method. */
export type EventHandler = (
  event: ReceivedEvent,
  context: ConsumerContext<unknown>,
) => Promise<void>;

/** Outcome of one attempt that did not fail. */
export type Outcome = 'handled' | 'duplicate' | 'expired';

/** Passes an event to its handler: once with an inbox, at least once without. */
export interface EventProcessor {
  /** Makes one attempt. Rejects when it failed and was rolled back. */
  process(durable: Durable, handler: EventHandler, event: ReceivedEvent): Promise<Outcome>;
  /**
   * Handles events of different entities in one transaction, or none of them: rejects when a handler fails or an event was
   * handled before. Absent when events cannot be handled together.
   */
  processTogether?(
    durable: Durable,
    handler: EventHandler,
    events: readonly ReceivedEvent[],
  ): Promise<void>;
  /** Gives an event up; it must not be delivered again. */
  giveUp(durable: Durable, stored: StoredEvent, error: unknown, tries: number): Promise<void>;
}
