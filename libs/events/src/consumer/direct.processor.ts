import type { Clock, Logger } from '@tribe/service-kit';
import type { StoredEvent } from '../event/event-envelope';
import type { ReceivedEvent } from '../event/received-event';
import type { Attempts } from './attempts';
import type { Durable } from './durable';
import type { EventHandler, EventProcessor, Outcome } from './event-processor';

/** Handles events without a database: at least once, and skips events older than `maxAgeMs`. */
export class DirectProcessor implements EventProcessor {
  constructor(
    private readonly maxAgeMs: number,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly logger: Logger,
  ) {}

  async process(durable: Durable, handler: EventHandler, event: ReceivedEvent): Promise<Outcome> {
    if (this.clock.now().getTime() - event.occurredAt.getTime() > this.maxAgeMs) return 'expired';
    await this.attempts.run(durable, event, () =>
      handler(event, { tx: undefined, durable: durable.name }),
    );
    return 'handled';
  }

  async giveUp(
    durable: Durable,
    { subject, streamSequence }: StoredEvent,
    error: unknown,
    tries: number,
  ): Promise<void> {
    this.logger.error(
      { err: error, durable: durable.name, subject, stream_seq: streamSequence, tries },
      'dropped an event',
    );
  }
}
