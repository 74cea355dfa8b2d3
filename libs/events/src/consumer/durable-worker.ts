import type { JsMsg } from '@nats-io/jetstream';
import { backoffMs, type Logger, WakeUp } from '@tribe/service-kit';
import type { EventMetrics } from '../event.metrics';
import { type StoredEvent, toReceivedEvent } from '../event/event-envelope';
import { toStored } from '../event/stored-message';
import type { EventsConfig } from '../events.config';
import { isStreamNotFound, noStream } from '../stream/jetstream-errors.rules';
import { type NatsLink, NatsDownError } from '../stream/nats-link';
import { ackWaitMs, bulkPaceMs, type Durable, maxAckPending, sharedAckWaitMs } from './durable';
import { share, takeOver } from './durable-consumer';
import { EntityLanes } from './entity-lanes';
import { EventBatches, type Turn } from './event-batches';
import type { EventHandler, EventProcessor } from './event-processor';
import { pullUntilInterrupted } from './pull-session';
import { retryUntilDone, StoppedError } from './retry';
import type { Slots } from './slots';

export interface DurableWorkerOptions {
  durable: Durable;
  handler: EventHandler;
  processor: EventProcessor;
  /** Whether no other process pulls from the durable. */
  exclusive: boolean;
  link: NatsLink;
  /** Limits the concurrent handlers of the process. */
  slots: Slots;
  config: EventsConfig;
  metrics: EventMetrics;
  logger: Logger;
}

/** A message that was delivered but not acknowledged. */
interface Held {
  message: JsMsg;
}

const pullBackoff = { firstMs: 50, maxMs: 1_000 };
const maxRetryDelayMs = 5_000;
/** A session that ends sooner counts as failed, so that repeated failures never become a busy loop. */
const shortSessionMs = 1_000;

const aloneAtOnce: Turn = { isHandled: false, end: () => undefined };

/** Processes one durable: pulls its events and handles each in the lane of its entity. */
export class DurableWorker {
  private readonly lanes = new EntityLanes();
  private readonly batches: EventBatches<StoredEvent>;
  private readonly held = new Map<string, Held>();
  private readonly wakeUp = new WakeUp();
  private isStopping = false;

  constructor(private readonly options: DurableWorkerOptions) {
    const paceMs = options.durable.isBulk ? bulkPaceMs : 0;
    this.batches = new EventBatches((batch) => this.handleTogether(batch), paceMs);
  }

  /** Runs until the signal aborts; resolves when the running handlers have finished. */
  async run(signal: AbortSignal): Promise<void> {
    const stopListening = this.options.link.onConnect(() => this.wakeUp.wake());
    const ackWait = this.options.exclusive ? ackWaitMs : sharedAckWaitMs;
    const keepAlive = setInterval(() => this.keepAlive(), ackWait / 3);

    const wake = () => {
      this.isStopping = true;
      this.wakeUp.wake();
    };

    signal.addEventListener('abort', wake);

    try {
      await this.keepPulling(signal);
      await this.lanes.finished();
    } finally {
      clearInterval(keepAlive);
      stopListening();
      signal.removeEventListener('abort', wake);
    }
  }

  /** Queues other work in the lane of an entity, such as the replay of a dead letter. */
  enqueue(entityId: string, work: () => Promise<void>): void {
    this.lanes.add(entityId, work);
  }

  /**
   * Retries an attempt until it succeeds or is given up, and counts and logs failures.
   *
   * @returns false when it was stopped first
   */
  retry(
    attempt: () => Promise<void>,
    giveUp: (error: unknown, tries: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { config, durable, slots, metrics, logger } = this.options;
    return retryUntilDone({
      attempt: () =>
        slots.use(() => {
          if (signal.aborted) throw new StoppedError();
          return attempt();
        }),
      giveUp: async (error, tries) => {
        await giveUp(error, tries);
        metrics.deadLetters.inc({ durable: durable.name });
        logger.error({ err: error, durable: durable.name, tries }, 'gave up on an event');
      },
      onFailure: (error, counted) => {
        metrics.failures.inc({ durable: durable.name, cause: counted ? 'handler' : 'environment' });
        logger.warn({ err: error, durable: durable.name, counted }, 'handling an event failed');
      },
      maxTries: config.EVENT_MAX_TRIES,
      backoff: { firstMs: config.EVENT_RETRY_DELAY_MS, maxMs: maxRetryDelayMs },
      signal,
    });
  }

  private async keepPulling(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const startedAt = performance.now();
      try {
        const reason = await this.pullOnce(signal);
        this.options.logger.debug(
          { durable: this.options.durable.name, reason },
          'a pull session ended',
        );
        failures = performance.now() - startedAt < shortSessionMs ? failures + 1 : 0;
      } catch (error) {
        failures += 1;
        this.reportPullFailure(error, failures);
      }
      if (failures > 0 && !signal.aborted) await this.wakeUp.wait(backoffMs(failures, pullBackoff));
    }
  }

  /** Runs one pull session, from opening the consumer until it is interrupted. */
  private async pullOnce(signal: AbortSignal): Promise<string> {
    const { link, durable, exclusive } = this.options;
    const epoch = await link.epoch();
    const interrupted = new AbortController();
    const interrupt = () => interrupted.abort();
    const stopListening = link.onConnect(interrupt);
    signal.addEventListener('abort', interrupt);

    try {
      const consumer = await (exclusive ? takeOver(epoch, durable) : share(epoch, durable));
      if (signal.aborted) return 'stopped';
      return await pullUntilInterrupted({
        js: epoch.jsm.jetstream(),
        consumer,
        prefetch: maxAckPending,
        onMessage: (message) => this.accept(message, signal),
        gapless: exclusive,
        signal: interrupted.signal,
      });
    } finally {
      stopListening();
      signal.removeEventListener('abort', interrupt);
    }
  }

  private accept(message: JsMsg, signal: AbortSignal): void {
    const { durable, metrics } = this.options;
    if (!durable.subjects.includes(message.subject)) return message.ack();
    if (message.redelivered) metrics.redelivered.inc({ durable: durable.name });
    const key = message.headers?.get('Nats-Msg-Id') || String(message.seq);
    const earlier = this.held.get(key);

    if (earlier) {
      earlier.message = message;
      return;
    }

    const held: Held = { message };
    this.held.set(key, held);

    this.lanes.add(message.headers?.get('ce-subject') ?? '', async () => {
      if (await this.handle(toStored(message), signal)) held.message.ack();
      this.held.delete(key);
    });
  }

  private async handle(stored: StoredEvent, signal: AbortSignal): Promise<boolean> {
    const canBatch = this.options.processor.processTogether !== undefined;
    const turn = canBatch ? await this.batches.take(stored) : aloneAtOnce;
    if (turn.isHandled) return true;

    try {
      return await this.handleAlone(stored, turn, signal);
    } finally {
      turn.end();
    }
  }

  private handleAlone(stored: StoredEvent, turn: Turn, signal: AbortSignal): Promise<boolean> {
    const { durable, handler, processor, metrics } = this.options;
    const attempt = async () => {
      const startedAt = performance.now();
      try {
        const outcome = await processor.process(durable, handler, toReceivedEvent(stored));
        metrics.handled.inc({ durable: durable.name, outcome });
        this.observeDuration(startedAt);
      } finally {
        turn.end();
      }
    };
    return this.retry(
      attempt,
      (error, tries) => processor.giveUp(durable, stored, error, tries),
      signal,
    );
  }

  private async handleTogether(batch: readonly StoredEvent[]): Promise<void> {
    const { durable, handler, processor, slots, metrics, logger } = this.options;
    const startedAt = performance.now();

    try {
      const events = batch.map((stored) => toReceivedEvent(stored));
      await slots.use(async () => {
        if (this.isStopping) throw new StoppedError();
        await processor.processTogether?.(durable, handler, events);
      });
    } catch (error) {
      logger.debug({ err: error, durable: durable.name, events: batch.length }, 'a batch failed');
      throw error;
    }

    metrics.handled.inc({ durable: durable.name, outcome: 'handled' }, batch.length);
    this.observeDuration(startedAt);
  }

  private observeDuration(startedAt: number): void {
    const { durable, metrics } = this.options;
    metrics.duration.observe({ durable: durable.name }, (performance.now() - startedAt) / 1_000);
  }

  /** Extends the acknowledgement deadline of events that wait or are retried. */
  private keepAlive(): void {
    if (this.options.link.isConnected)
      for (const { message } of this.held.values()) message.working();
  }

  private reportPullFailure(error: unknown, failures: number): void {
    const { durable, logger } = this.options;
    const { name, stream } = durable;
    const expected = error instanceof NatsDownError;

    if (failures === 1 && isStreamNotFound(error)) logger.warn({ durable: name, stream }, noStream);
    else if (failures === 1 && !expected)
      logger.warn({ err: error, durable: name }, 'pulling events failed');
    else logger.debug({ err: error, durable: name, failures }, 'cannot pull events yet');
  }
}
