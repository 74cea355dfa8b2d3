import { type DynamicModule, Global, Module } from '@nestjs/common';
import { streamOf } from '@tribe/contracts';
import {
  Clock,
  Database,
  Lifecycle,
  Logger,
  Metrics,
  Nats,
  ServiceName,
  Transactions,
  TransportRegistry,
  serviceConfigToken,
} from '@tribe/service-kit';
import type { ClientConfig } from 'pg';
import { consumerPartsToken, type ConsumerParts, consumerParts } from './consumer/consumer-parts';
import { DirectProcessor } from './consumer/direct.processor';
import { DirectRuntime } from './consumer/direct.runtime';
import { EventTransport } from './consumer/event-transport';
import { InboxProcessor } from './consumer/inbox.processor';
import { InboxRuntime } from './consumer/inbox.runtime';
import { EventMetrics } from './event.metrics';
import { eventsConfigToken, eventsConfigOf } from './events.config';
import { EventPublisher } from './outbox/event-publisher';
import { OutboxRelay } from './outbox/outbox-relay';
import { addEventGauges } from './outbox/outbox.gauges';
import { Replayer } from './replay/replayer';
import { Retention } from './retention/retention';
import { NatsLink } from './stream/nats-link';
import { StreamKeeper } from './stream/stream-keeper';

const settings = {
  provide: eventsConfigToken,
  useFactory: eventsConfigOf,
  inject: [serviceConfigToken],
};
const link = { provide: NatsLink, useFactory: (nats: Nats) => new NatsLink(nats), inject: [Nats] };

const relay = {
  provide: OutboxRelay,
  useFactory: (
    { name: owner }: ServiceName,
    database: Database,
    nats: Nats,
    metrics: EventMetrics,
    root: Logger,
  ) => {
    const logger = root.for('OutboxRelay');
    const keeper = new StreamKeeper(streamOf(owner), logger);

    const outbox = new OutboxRelay({
      owner,
      database: database.pool.options as ClientConfig,
      nats: () => (nats.isConnected ? nats.current : undefined),
      inboxPrefix: nats.inboxPrefix,
      keeper,
      logger,
      onPublished: (count) => metrics.published.inc(count),
    });

    nats.onConnect(() => {
      keeper.invalidate();
      outbox.wake();
    });

    return outbox;
  },
  inject: [ServiceName, Database, Nats, EventMetrics, Logger],
};

const retention = {
  provide: Retention,
  useFactory: (database: Database, logger: Logger) =>
    new Retention(database, logger.for('Retention')),
  inject: [Database, Logger],
};

const inboxTransport = {
  provide: EventTransport,
  useFactory: (
    { name: service }: ServiceName,
    database: Database,
    transactions: Transactions,
    common: ConsumerParts,
  ) => {
    const processor = new InboxProcessor(transactions, database, common.attempts);
    return new EventTransport(
      new InboxRuntime({ ...common, service, database, transactions, processor }),
      common.logger,
    );
  },
  inject: [ServiceName, Database, Transactions, consumerPartsToken],
};

/**
 * Publishes and consumes events in a service with a database: outbox, relay, inbox, dead letters, replay.
 *
 * @example @Module({ imports: [EventsModule], controllers: [OnGoalCompletedConsumer] })
 */
@Global()
@Module({
  providers: [
    settings,
    link,
    EventMetrics,
    EventPublisher,
    relay,
    retention,
    consumerParts,
    inboxTransport,
    Replayer,
  ],
  exports: [EventPublisher, Replayer, EventTransport],
})
export class EventsModule {
  constructor(
    transports: TransportRegistry,
    lifecycle: Lifecycle,
    database: Database,
    metrics: Metrics,
    transport: EventTransport,
    outbox: OutboxRelay,
    purges: Retention,
  ) {
    transports.add(transport);
    addEventGauges(database, metrics);

    lifecycle.onStart(() => {
      outbox.start();
      purges.start();
    });

    lifecycle.onStop('work', async () => {
      // The relay stops last: handlers that finish here may still publish.
      await Promise.all([transport.close(), purges.stop()]);
      await outbox.stop();
    });
  }

  /**
   * Consumes events at least once in a service without a database. All replicas share each durable. An event is
   * delivered again when the process dies before the acknowledgement, but never when it is older than `maxAgeMs`.
   *
   * @param maxAgeMs age after which events are skipped, in milliseconds; one minute by default
   */
  static withoutInbox({ maxAgeMs = 60_000 }: { maxAgeMs?: number } = {}): DynamicModule {
    return {
      module: DirectEventsModule,
      providers: [directTransport(maxAgeMs)],
      exports: [EventTransport],
    };
  }
}

function directTransport(maxAgeMs: number) {
  return {
    provide: EventTransport,
    useFactory: (clock: Clock, common: ConsumerParts) => {
      const processor = new DirectProcessor(maxAgeMs, clock, common.attempts, common.logger);
      return new EventTransport(new DirectRuntime({ ...common, processor }), common.logger);
    },
    inject: [Clock, consumerPartsToken],
  };
}

@Global()
@Module({ providers: [settings, link, EventMetrics, consumerParts] })
class DirectEventsModule {
  constructor(transports: TransportRegistry, lifecycle: Lifecycle, transport: EventTransport) {
    transports.add(transport);
    lifecycle.onStop('work', () => transport.close());
  }
}
