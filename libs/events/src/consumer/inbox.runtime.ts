import type { Database, SqlTransaction, Transactions } from '@tribe/service-kit';
import type { ClientConfig } from 'pg';
import { DeadLetterReplays } from '../dead-letter/dead-letter-replays';
import type { ConsumerParts } from './consumer-parts';
import { DurableHolder } from './durable-holder';
import { DurableWorker } from './durable-worker';
import type { EventProcessor } from './event-processor';
import type { Subscription, SubscriptionRuntime } from './event-transport';
import { Slots } from './slots';

export interface InboxRuntimeOptions extends ConsumerParts {
  service: string;
  database: Database;
  transactions: Transactions<SqlTransaction>;
  processor: EventProcessor;
}

/** Processes durables with an inbox. One replica at a time processes a durable, including its dead letters. */
export class InboxRuntime implements SubscriptionRuntime {
  private readonly replays = new Map<string, DeadLetterReplays>();
  private readonly slots: Slots;
  private holder: DurableHolder | undefined;

  constructor(private readonly options: InboxRuntimeOptions) {
    const halfOfThePool = Math.floor(options.database.pool.options.max / 2);
    this.slots = new Slots(Math.max(1, Math.min(options.config.EVENT_CONCURRENCY, halfOfThePool)));
  }

  start(subscriptions: readonly Subscription[]): void {
    if (subscriptions.length === 0) return;
    const { database, service, logger } = this.options;

    const byName = new Map(
      subscriptions.map((subscription) => [subscription.durable.name, subscription]),
    );

    this.holder = new DurableHolder({
      database: database.pool.options as ClientConfig,
      name: `${service}-consumers`,
      durables: [...byName.keys()],
      work: async (name, signal) => {
        const subscription = byName.get(name);
        if (subscription) await this.work(subscription, signal);
      },
      onReplayRequested: () => this.replays.forEach((replays) => replays.wake()),
      logger,
    });

    this.holder.start();
  }

  async stop(): Promise<void> {
    await this.holder?.stop();
  }

  private async work({ durable, handler }: Subscription, signal: AbortSignal): Promise<void> {
    const { slots, options } = this;
    const worker = new DurableWorker({ ...options, durable, handler, exclusive: true, slots });
    const replays = new DeadLetterReplays({ ...options, durable, handler, worker });
    this.replays.set(durable.name, replays);
    await Promise.all([worker.run(signal), replays.run(signal)]);
  }
}
