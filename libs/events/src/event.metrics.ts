import { Injectable } from '@nestjs/common';
import { type Counter, type Histogram, Metrics } from '@tribe/service-kit';

/** Metrics of publishing and consuming events. */
@Injectable()
export class EventMetrics {
  readonly published: Counter;
  readonly handled: Counter<'durable' | 'outcome'>;
  readonly failures: Counter<'durable' | 'cause'>;
  readonly deadLetters: Counter<'durable'>;
  readonly redelivered: Counter<'durable'>;
  readonly duration: Histogram<'durable'>;

  constructor(metrics: Metrics) {
    this.published = metrics.counter({
      name: 'tribe_events_published_total',
      help: 'Events published to the stream of the service',
    });

    this.handled = metrics.counter({
      name: 'tribe_events_handled_total',
      help: 'Events acknowledged, by outcome (handled, duplicate, expired)',
      labels: ['durable', 'outcome'],
    });

    this.failures = metrics.counter({
      name: 'tribe_event_failures_total',
      help: 'Failed attempts of handlers, by cause: handler (counts as a try) or environment (does not count)',
      labels: ['durable', 'cause'],
    });

    this.deadLetters = metrics.counter({
      name: 'tribe_event_dead_letters_total',
      help: 'Events that became dead letters after the last try',
      labels: ['durable'],
    });

    this.redelivered = metrics.counter({
      name: 'tribe_events_redelivered_total',
      help: 'Deliveries of an event after its first delivery',
      labels: ['durable'],
    });

    this.duration = metrics.histogram({
      name: 'tribe_event_handler_duration_seconds',
      help: 'Time of a successful attempt to handle an event, or a batch of events, including its transaction',
      labels: ['durable'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
  }
}
