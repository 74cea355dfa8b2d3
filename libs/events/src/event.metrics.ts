import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from '@prometheus-io/client';
import { Metrics } from '@tribe/service-kit';

/** Metrics of publishing and consuming events. */
@Injectable()
export class EventMetrics {
  readonly published: Counter;
  readonly handled: Counter<'durable' | 'outcome'>;
  readonly failures: Counter<'durable' | 'cause'>;
  readonly deadLetters: Counter<'durable'>;
  readonly redelivered: Counter<'durable'>;
  readonly duration: Histogram<'durable'>;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.published = new Counter({
      name: 'tribe_events_published_total',
      help: 'Events stored in the stream',
      registers,
    });
    this.handled = new Counter({
      name: 'tribe_events_handled_total',
      help: 'Events dealt with, by outcome: handled, duplicate (the inbox knew it) or expired',
      labelNames: ['durable', 'outcome'],
      registers,
    });
    this.failures = new Counter({
      name: 'tribe_event_failures_total',
      help: 'Failed attempts, by cause: handler (counts as a try) or environment (does not)',
      labelNames: ['durable', 'cause'],
      registers,
    });
    this.deadLetters = new Counter({
      name: 'tribe_event_dead_letters_total',
      help: 'Events a handler gave up on',
      labelNames: ['durable'],
      registers,
    });
    this.redelivered = new Counter({
      name: 'tribe_events_redelivered_total',
      help: 'Deliveries beyond the first',
      labelNames: ['durable'],
      registers,
    });
    this.duration = new Histogram({
      name: 'tribe_event_handler_seconds',
      help: 'Time of one successful attempt, transaction included',
      labelNames: ['durable'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
  }
}
