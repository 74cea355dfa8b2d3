import { randomUUID } from 'node:crypto';
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
import { pullUntilInterrupted } from './consumer/pull-session';
import { toReceivedEvent } from './event/event-envelope';
import type { ReceivedEvent } from './event/received-event';
import { toStored } from './event/stored-message';
import { type Epoch, NatsLink } from './stream/nats-link';

export interface EphemeralSubscriptionOptions<Desc extends DescMessage> {
  nats: Nats;
  logger: Logger;
  /** One event type, or several types of one entity. */
  schema: Desc | readonly Desc[];
  /** Start time, evaluated on every (re)start of the subscription: `() => new Date(Date.now() - hour)`. */
  since: () => Date;
  /**
   * Called for each event in stream order. Must be idempotent, because events are repeated after an interruption, and
   * synchronous. Errors it throws are logged.
   */
  onEvent(event: ReceivedEvent<Desc>): void;
}

const retry = { firstMs: 50, maxMs: 1_000 };
const shortSessionMs = 1_000;
const prefetch = 256;
/** The server deletes the consumer of a dead process after this time, in milliseconds. */
const inactiveMs = 60_000;

/**
 * Reads every event of one type, or of several types of one entity, since a point in time, and keeps reading. Meant for
 * small state that each replica holds in memory, such as revoked sessions. After a reconnect or the loss of the stream,
 * it reads again from `since()`. Stores nothing on the server. The class that creates it declares the events with
 * `@WatchesEvents`, because the broker permits no other.
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
   * Resolves to true once `onEvent` got all events that existed when the subscription was first set up. Resolves to
   * false after `deadlineMs` milliseconds, or when the subscription stops first.
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
    const interrupted = new AbortController();
    const interrupt = () => interrupted.abort();
    const stopListening = this.link.onConnect(interrupt);
    this.stopping.signal.addEventListener('abort', interrupt);

    try {
      const consumer = await this.createConsumer(epoch);
      if (consumer.num_pending === 0) this.caughtUp.resolve(true);

      await pullUntilInterrupted({
        js: epoch.jsm.jetstream(),
        consumer,
        prefetch,
        onMessage: (message) => {
          this.deliver(message);
          if (message.info.pending === 0) this.caughtUp.resolve(true);
        },
        gapless: true,
        signal: interrupted.signal,
      });

      if (epoch.isCurrent())
        await epoch.jsm.consumers.delete(this.stream, consumer.name).catch(() => undefined);
    } finally {
      stopListening();
      this.stopping.signal.removeEventListener('abort', interrupt);
    }
  }

  private createConsumer({ jsm }: Epoch): Promise<ConsumerInfo> {
    return jsm.consumers.add(this.stream, {
      // Other services may not know the name, which is all they would need to take events away.
      name: randomUUID(),
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
        'the subscriber failed on an event',
      );
    }
  }
}
