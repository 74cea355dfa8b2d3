import type { Clock, Logger, RequestContext, Spans } from '@tribe/service-kit';
import type { StoredEvent } from '../event/event-envelope';
import type { ReceivedEvent } from '../event/received-event';
import { consumerSpan } from './consumer-span';
import type { Durable } from './durable';
import type { EventHandler, EventProcessor, Outcome } from './event-processor';

/** Handles events without a database: at least once, and none that is too old to matter. */
export class DirectProcessor implements EventProcessor {
  constructor(
    private readonly maxAgeMs: number,
    private readonly clock: Clock,
    private readonly context: RequestContext,
    private readonly spans: Spans,
    private readonly logger: Logger,
  ) {}

  async process(durable: Durable, handler: EventHandler, event: ReceivedEvent): Promise<Outcome> {
    if (this.clock.now().getTime() - event.occurredAt.getTime() > this.maxAgeMs) return 'expired';
    await this.context.continue({ traceparent: event.traceparent }, () =>
      this.spans.trace('consumer', consumerSpan(durable, event), () =>
        handler(event, { tx: undefined, durable: durable.name }),
      ),
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
      'an event is dropped',
    );
  }
}
