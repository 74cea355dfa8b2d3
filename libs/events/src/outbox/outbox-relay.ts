import type { JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { backoffMs, DedicatedConnection, type Logger, WakeUp } from '@tribe/service-kit';
import type { Client, ClientConfig } from 'pg';
import { isStreamNotFound, noStream } from '../stream/jetstream-errors.rules';
import { streamsOn } from '../stream/nats-link';
import type { StreamKeeper } from '../stream/stream-keeper';
import { AckedPublisher } from './acked-publisher';
import { beginClaim, type Claim, markPublished, type OutboxRow } from './outbox.queries';
import { publishWindow } from './publish-window';

export interface OutboxRelayOptions {
  /** The service that owns the events. */
  owner: string;
  database: ClientConfig;
  /** The connection to publish on, or undefined while there is none. */
  nats: () => NatsConnection | undefined;
  /** Prefix of the reply subjects of this service. */
  inboxPrefix: string;
  keeper: StreamKeeper;
  logger: Logger;
  /** Called with the number of events stored in the stream. */
  onPublished(count: number): void;
}

/** Number of rows published without waiting in between. */
const windowSize = 500;
/** Number of rows per transaction: several windows, so that publishing and writing back overlap. */
const claimSize = 2_000;
/** Poll interval, for rows of a process that died between its commit and its wake-up. */
const pollMs = 1_000;
/** Pauses while another relay publishes: it may have read the outbox just before the commit that woke this relay. */
const taken = { firstMs: 5, maxMs: 100 };
/** Poll interval while there is no connection to Postgres. */
const connectingMs = 50;
const retry = { firstMs: 20, maxMs: 2_000 };
const drainDeadlineMs = 3_000;

type Round = 'empty' | 'more' | 'idle' | 'taken';

interface Outcome {
  round: Round;
  /** Why the window was not stored completely. */
  failure?: unknown;
  /** The last write-back, sent but not awaited. */
  writeBack?: Promise<void>;
}

interface Channel {
  publisher: AckedPublisher;
  jsm: JetStreamManager;
}

/**
 * Publishes committed events from the outbox to the owner's stream, oldest first.
 *
 * Every replica may run a relay; a transaction-scoped advisory lock lets one at a time publish. Rows left by a crash
 * are published again: the stream recognizes them within its duplicate window, and the inboxes of the consumers at any
 * time.
 */
export class OutboxRelay {
  private readonly wakeUp = new WakeUp();
  private readonly connection: DedicatedConnection;
  private stopping = false;
  private loop: Promise<void> | undefined;
  private channel: Channel | undefined;
  /** The end of the last claim, sent but not awaited. Later statements on the connection run after it. */
  private ended: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: OutboxRelayOptions) {
    this.connection = new DedicatedConnection({
      config: options.database,
      name: `${options.owner}-relay`,
      logger: options.logger,
      onOpen: (client) => prepare(client),
      onLost: () => this.wake(),
    });
  }

  start(): void {
    this.connection.start();
    this.loop ??= this.run();
  }

  /** Checks the outbox at once. Called after each commit of events in this process. */
  wake(): void {
    this.wakeUp.wake();
  }

  /** Publishes the remaining rows for up to three seconds, then stops. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    await this.ended.catch(() => undefined);
    this.channel?.publisher.stop();
    await this.connection.stop();
  }

  private async run(): Promise<void> {
    for (let failures = 0, refusals = 0; !this.stopping;) {
      try {
        const round = await this.publishOldest();
        failures = 0;
        refusals = round === 'taken' ? refusals + 1 : 0;
        if (round !== 'more') await this.wakeUp.wait(this.pauseMs(refusals));
      } catch (error) {
        failures += 1;
        this.report(error, failures);
        this.options.keeper.invalidate();
        await this.wakeUp.wait(backoffMs(failures, retry));
      }
    }
    await this.drain();
  }

  private pauseMs(refusals: number): number {
    if (!this.connection.current) return connectingMs;
    return refusals > 0 ? backoffMs(refusals, taken) : pollMs;
  }

  /** Makes a last attempt. Another replica, or the next start, publishes the remaining rows. */
  private async drain(): Promise<void> {
    const deadline = performance.now() + drainDeadlineMs;
    try {
      while (performance.now() < deadline && (await this.publishOldest()) === 'more');
    } catch (error) {
      this.report(error, 1);
    }
  }

  /**
   * Runs one claim: read, publish, write back, commit. The next claim is sent without waiting for the commit; if the
   * commit fails, the same rows are claimed and published again, and recognized as duplicates.
   *
   * @throws the cause of a failure, after writing back the rows that were stored
   */
  private async publishOldest(): Promise<Round> {
    const client = this.connection.current;
    const channel = await this.openChannel();
    if (!client || !channel) return 'idle';

    try {
      const claim = await beginClaim(client, claimSize);
      await this.ended;

      const { round, failure, writeBack } = claim.held
        ? await this.work(client, channel, claim)
        : { round: 'taken' as const };

      this.ended = Promise.all([writeBack, client.query('COMMIT')]);
      this.ended.catch(() => undefined);
      if (failure === undefined) return round;
      await this.ended;
      throw failure;
    } catch (error) {
      this.ended = Promise.resolve();
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  private async work(
    client: Client,
    { publisher, jsm }: Channel,
    { rows, highest }: Claim,
  ): Promise<Outcome> {
    const { keeper } = this.options;

    if (!keeper.isVerified) {
      await keeper.verify(client, jsm);
      return { round: 'more' };
    }

    if (rows.length === 0) return { round: 'empty' };
    // Another relay of the schema may have published since the last verification.
    keeper.advance(Math.max(keeper.lastSequence, highest));
    const published = await this.publishInWindows(client, publisher, rows);

    return { round: rows.length === claimSize ? 'more' : 'empty', ...published };
  }

  /** Publishes each window while the previous window is written back. */
  private async publishInWindows(
    client: Client,
    publisher: AckedPublisher,
    rows: OutboxRow[],
  ): Promise<Omit<Outcome, 'round'>> {
    const { keeper, owner, onPublished } = this.options;
    let writeBack = Promise.resolve();

    for (let from = 0; from < rows.length; from += windowSize) {
      const window = rows.slice(from, from + windowSize);

      const { sequences, lastSequence, failure } = await publishWindow(
        publisher,
        owner,
        window,
        keeper.lastSequence,
      );

      keeper.advance(lastSequence);
      onPublished(sequences.length);
      await writeBack;
      const ids = window.slice(0, sequences.length).map(({ id }) => id);
      writeBack = markPublished(client, ids, sequences);
      // Awaited with the commit; until then, a failure must not count as an unhandled rejection.
      writeBack.catch(() => undefined);
      if (failure !== undefined) return { failure, writeBack };
    }

    return { writeBack };
  }

  /** Returns the channel of the current connection, or undefined while NATS is down. */
  private async openChannel(): Promise<Channel | undefined> {
    const nats = this.options.nats();
    if (!nats) return undefined;

    if (!this.channel?.publisher.isOn(nats)) {
      const jsm = await streamsOn(nats);
      this.channel?.publisher.stop();
      this.channel = { jsm, publisher: new AckedPublisher(nats, this.options.inboxPrefix) };
    }

    return this.channel;
  }

  private report(error: unknown, failures: number): void {
    const { logger, owner } = this.options;
    const waits = isStreamNotFound(error) ? noStream : 'publishing failed';
    if (failures === 1) logger.warn({ err: error, owner }, `${waits}; events wait in the outbox`);
    else logger.debug({ err: error, owner, failures }, 'publishing failed again');
  }
}

async function prepare(client: Client): Promise<void> {
  // A write-back lost in a crash of Postgres only causes recognized duplicates, so it does not need a disk flush.
  await client.query('SET synchronous_commit = off');
}
