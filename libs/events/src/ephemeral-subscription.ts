import type { DescMessage } from '@bufbuild/protobuf';
import {
  AckPolicy,
  type ConsumerInfo,
  DeliverPolicy,
  type JsMsg,
  ReplayPolicy,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { eventTypeOf } from '@tribe/contracts';
import { backoffMs, type Logger, type Nats, WakeUp } from '@tribe/service-kit';
import { filterOf } from './consumer/durable';
import { pullUntilTrouble } from './consumer/pull-session';
import { toReceivedEvent } from './event/event-envelope';
import type { ReceivedEvent } from './event/received-event';
import { toStored } from './event/stored-message';
import { type Epoch, NatsLink } from './stream/nats-link';

export interface EphemeralSubscriptionOptions<Desc extends DescMessage> {
  nats: Nats;
  logger: Logger;
  /** One type, or several of the same entity. */
  schema: Desc | readonly Desc[];
  /** Where to begin, asked anew whenever the subscription has to be set up again: `() => new Date(Date.now() - hour)`. */
  since: () => Date;
  /**
   * Called for each event in stream order. After a break events come again, so it must not mind repeats. It must not
   * wait for anything; what it throws is logged.
   */
  onEvent(event: ReceivedEvent<Desc>): void;
}

const retry = { firstMs: 50, mostMs: 1_000 };
const shortSessionMs = 1_000;
const prefetch = 256;
/** The server forgets a subscription whose process is gone, after this long. */
const inactiveMs = 60_000;

/**
 * Reads every event of one type, or of several types of one entity, since a moment, in every process that asks, and keeps reading: for small state that
 * each replica holds in memory, such as revoked sessions. It survives reconnects and the loss of the stream by
 * reading again from `since()`. Nothing is stored on the server for it.
 *
 * @example const subscription = new EphemeralSubscription({ nats, logger, schema: SessionRevokedSchema, since, onEvent });
 *          subscription.start(); lifecycle.onStop('work', () => subscription.stop());
 */
export class EphemeralSubscription<Desc extends DescMessage> {
  private readonly stream: string;
  private readonly filterSubject: string;
  private readonly subjects: ReadonlySet<string>;
  private readonly link: NatsLink;
  private readonly wakeUp = new WakeUp();
  private readonly stopping = new AbortController();
  private readonly caughtUp = Promise.withResolvers<true>();
  private loop: Promise<void> | undefined;

  constructor(private readonly options: EphemeralSubscriptionOptions<Desc>) {
    const schemas = (
      Array.isArray(options.schema) ? options.schema : [options.schema]
    ) as readonly Desc[];
    const types = schemas.map((schema) => eventTypeOf(schema));
    const { stream, filterSubject } = filterOf(types);
    this.stream = stream;
    this.filterSubject = filterSubject;
    this.subjects = new Set(types.map(({ subject }) => subject));
    this.link = new NatsLink(options.nats);
    this.link.onConnect(() => this.wakeUp.wake());
  }

  start(): void {
    this.loop ??= this.run();
  }

  /**
   * Resolves to true once all that had happened when the subscription was first set up was handed over; to false after
   * `deadlineMs` milliseconds, or when it is stopped before.
   */
  async isUpToDate(deadlineMs: number): Promise<boolean> {
    const signal = AbortSignal.any([AbortSignal.timeout(deadlineMs), this.stopping.signal]);
    const { promise: tooLate, resolve } = Promise.withResolvers<false>();
    signal.addEventListener('abort', () => resolve(false), { once: true });
    return Promise.race([this.caughtUp.promise, tooLate]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      const startedAt = performance.now();
      try {
        await this.readOnce();
        failures = performance.now() - startedAt < shortSessionMs ? failures + 1 : 0;
      } catch (error) {
        failures += 1;
        this.options.logger.debug(
          { err: error, subject: this.filterSubject },
          'cannot read events yet',
        );
      }
      if (failures > 0 && !signal.aborted) await this.wakeUp.wait(backoffMs(failures, retry));
    }
  }

  private async readOnce(): Promise<void> {
    const epoch = await this.link.epoch();
    const disturbed = new AbortController();
    const disturb = () => disturbed.abort();
    const forgetReconnects = this.link.onConnect(disturb);
    this.stopping.signal.addEventListener('abort', disturb);
    try {
      const consumer = await this.createConsumer(epoch);
      if (consumer.num_pending === 0) this.caughtUp.resolve(true);
      await pullUntilTrouble({
        js: epoch.jsm.jetstream(),
        consumer,
        prefetch,
        onMessage: (message) => {
          this.deliver(message);
          if (message.info.pending === 0) this.caughtUp.resolve(true);
        },
        gapless: true,
        signal: disturbed.signal,
      });
      if (epoch.isCurrent())
        await epoch.jsm.consumers.delete(this.stream, consumer.name).catch(() => undefined);
    } finally {
      forgetReconnects();
      this.stopping.signal.removeEventListener('abort', disturb);
    }
  }

  private createConsumer({ jsm }: Epoch): Promise<ConsumerInfo> {
    return jsm.consumers.add(this.stream, {
      filter_subject: this.filterSubject,
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: this.options.since().toISOString(),
      ack_policy: AckPolicy.None,
      replay_policy: ReplayPolicy.Instant,
      max_deliver: 1,
      inactive_threshold: nanos(inactiveMs),
      mem_storage: true,
      num_replicas: 1,
    });
  }

  private deliver(message: JsMsg): void {
    if (!this.subjects.has(message.subject)) return;
    try {
      this.options.onEvent(toReceivedEvent(toStored(message)) as ReceivedEvent<Desc>);
    } catch (error) {
      this.options.logger.error(
        { err: error, subject: message.subject, stream_seq: message.seq },
        'an event was not taken in',
      );
    }
  }
}
