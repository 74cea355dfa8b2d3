import type { RequestContext, Spans } from '@tribe/service-kit';
import type { ReceivedEvent } from '../event/received-event';
import { consumerSpan } from './consumer-span';
import type { Durable } from './durable';

/** Runs each attempt to handle an event as a span in the trace of the request that caused the event. */
export class Attempts {
  constructor(
    private readonly context: RequestContext,
    private readonly spans: Spans,
  ) {}

  run<T>(durable: Durable, event: ReceivedEvent, work: () => Promise<T>): Promise<T> {
    return this.context.continue({ traceparent: event.traceparent }, () =>
      this.spans.trace('consumer', consumerSpan(durable, event), work),
    );
  }
}
