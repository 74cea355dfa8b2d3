import { type DynamicModule, Global, Module } from '@nestjs/common';
import {
  Clock,
  Database,
  Lifecycle,
  Logger,
  Metrics,
  Nats,
  RequestContext,
  ServiceName,
  Spans,
  Transactions,
  TransportRegistry,
} from '@tribe/service-kit';
import type { ClientConfig } from 'pg';
import { DirectProcessor } from './consumer/direct.processor';
import { DirectRuntime } from './consumer/direct.runtime';
import { EventTransport } from './consumer/event-transport';
import { InboxProcessor } from './consumer/inbox.processor';
import { InboxRuntime } from './consumer/inbox.runtime';
import { EventMetrics } from './event.metrics';
import { type EventsConfig, eventsConfigOf } from './events.config';
import { EventPublisher } from './outbox/event-publisher';
import { addEventGauges } from './outbox/outbox.gauges';
import { OutboxRelay } from './outbox/outbox-relay';
import { Replayer } from './replay/replayer';
import { Retention } from './retention/retention';
import { NatsLink } from './stream/nats-link';
import { streamConfig } from './stream/stream-config';
import { StreamKeeper } from './stream/stream-keeper';
import { SERVICE_CONFIG } from '@tribe/service-kit';

const EVENTS_CONFIG = Symbol('tribe.events-config');
const settings = { provide: EVENTS_CONFIG, useFactory: eventsConfigOf, inject: [SERVICE_CONFIG] };
const link = { provide: NatsLink, useFactory: (nats: Nats) => new NatsLink(nats), inject: [Nats] };

const relay = {
  provide: OutboxRelay,
  useFactory: (
    config: EventsConfig,
    { name: owner }: ServiceName,
    database: Database,
    nats: Nats,
    metrics: EventMetrics,
    root: Logger,
  ) => {
    const logger = root.for('OutboxRelay');
    const keeper = new StreamKeeper(streamConfig(owner, config), logger);
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
      keeper.distrust();
      outbox.wake();
    });
    return outbox;
  },
  inject: [EVENTS_CONFIG, ServiceName, Database, Nats, EventMetrics, Logger],
};

const retention = {
  provide: Retention,
  useFactory: (database: Database, logger: Logger) => new Retention(database, logger.for('Retention')),
  inject: [Database, Logger],
};

const inboxTransport = {
  provide: EventTransport,
  useFactory: (
    config: EventsConfig,
    { name: service }: ServiceName,
    database: Database,
    transactions: Transactions,
    context: RequestContext,
    spans: Spans,
    natsLink: NatsLink,
    metrics: EventMetrics,
    root: Logger,
  ) => {
    const logger = root.for('Consumers');
    const processor = new InboxProcessor(transactions, database, context, spans);
    const parts = { service, database, transactions, context, processor, link: natsLink, config, metrics, logger };
    return new EventTransport(new InboxRuntime(parts), logger);
  },
  inject: [EVENTS_CONFIG, ServiceName, Database, Transactions, RequestContext, Spans, NatsLink, EventMetrics, Logger],
};

/**
 * Publishing and consuming events in a service with a database: outbox, relay, inbox, dead letters, replay.
 *
 * @example @Module({ imports: [EventsModule], controllers: [OnGoalCompletedConsumer] })
 */
@Global()
@Module({
  providers: [settings, link, EventMetrics, EventPublisher, relay, retention, inboxTransport, Replayer],
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
      // The relay last: handlers that finish now may still have published.
      await Promise.all([transport.close(), purges.stop()]);
      await outbox.stop();
    });
  }

  /**
   * Consuming at least once in a service without a database. All replicas share each durable; a handler sees an
   * event again when its process died before the acknowledgement, and never one older than `maxAgeMs`.
   *
   * @param maxAgeMs events that happened longer ago are skipped, in milliseconds; a minute unless given
   */
  static withoutInbox({ maxAgeMs = 60_000 }: { maxAgeMs?: number } = {}): DynamicModule {
    return { module: DirectEventsModule, providers: [directTransport(maxAgeMs)], exports: [EventTransport] };
  }
}

function directTransport(maxAgeMs: number) {
  return {
    provide: EventTransport,
    useFactory: (
      config: EventsConfig,
      clock: Clock,
      context: RequestContext,
      spans: Spans,
      natsLink: NatsLink,
      metrics: EventMetrics,
      root: Logger,
    ) => {
      const logger = root.for('Consumers');
      const processor = new DirectProcessor(maxAgeMs, clock, context, spans, logger);
      return new EventTransport(new DirectRuntime({ processor, link: natsLink, config, metrics, logger }), logger);
    },
    inject: [EVENTS_CONFIG, Clock, RequestContext, Spans, NatsLink, EventMetrics, Logger],
  };
}

@Global()
@Module({ providers: [settings, link, EventMetrics] })
class DirectEventsModule {
  constructor(transports: TransportRegistry, lifecycle: Lifecycle, transport: EventTransport) {
    transports.add(transport);
    lifecycle.onStop('work', () => transport.close());
  }
}
