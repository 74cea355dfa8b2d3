import type { ConsumerParts } from './consumer-parts';
import { DurableWorker } from './durable-worker';
import type { EventProcessor } from './event-processor';
import type { Subscription, SubscriptionRuntime } from './event-transport';
import { Slots } from './slots';

export interface DirectRuntimeOptions extends ConsumerParts {
  processor: EventProcessor;
}

/** Processes durables without a database: all replicas share each durable, and each event goes to one of them. */
export class DirectRuntime implements SubscriptionRuntime {
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];

  constructor(private readonly options: DirectRuntimeOptions) {}

  start(subscriptions: readonly Subscription[]): void {
    const slots = new Slots(this.options.config.EVENT_CONCURRENCY);
    this.running = subscriptions.map(({ durable, handler }) =>
      new DurableWorker({ ...this.options, durable, handler, exclusive: false, slots }).run(
        this.stopping.signal,
      ),
    );
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }
}
