import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { backoffMs, DedicatedConnection, type Logger, WakeUp } from '@tribe/service-kit';
import type { Client, ClientConfig } from 'pg';
import { apiTimeoutMs } from '../stream/nats-link';
import type { StreamKeeper } from '../stream/stream-keeper';
import { AckedPublisher } from './acked-publisher';
import { beginClaim, type Claim, markPublished, type OutboxRow } from './outbox.queries';
import { publishWindow } from './publish-window';

export interface OutboxRelayOptions {
  /** The service whose events these are. */
  owner: string;
  database: ClientConfig;
  /** The connection to publish on, or undefined while there is none. */
  nats: () => NatsConnection | undefined;
  /** What subjects for answers to this service begin with. */
  inboxPrefix: string;
  keeper: StreamKeeper;
  logger: Logger;
  /** Told how many events were stored in the stream. */
  onPublished(count: number): void;
}

/** Rows that are published without waiting between them. */
const windowSize = 500;
/** Rows of one transaction: several windows, so that publishing and writing back overlap. */
const claimSize = 2_000;
/** The net under NOTIFY. */
const pollMs = 1_000;
/** How soon to look again while there is no connection to Postgres. */
const connectingMs = 50;
const retry = { firstMs: 20, mostMs: 2_000 };
const drainDeadlineMs = 3_000;

type Round = 'empty' | 'more' | 'idle';

interface Outcome {
  round: Round;
  /** Why not all of the window was stored. */
  failure?: unknown;
  /** The last write-back, which was sent but not waited for. */
  writeBack?: Promise<void>;
}

interface Channel {
  publisher: AckedPublisher;
  jsm: JetStreamManager;
}

/**
 * Carries committed events from the outbox to the owner's stream: oldest first, one relay per schema at a time.
 *
 * Any number of replicas may run one; a transaction-scoped advisory lock lets one at a time publish. A crash at any
 * point leaves rows that are published again: the stream recognizes them within its duplicate window, and the inboxes
 * of the consumers for good.
 */
export class OutboxRelay {
  private readonly wakeUp = new WakeUp();
  private readonly connection: DedicatedConnection;
  private stopping = false;
  private loop: Promise<void> | undefined;
  private channel: Channel | undefined;
  /** The end of the last claim: sent, not waited for. Whatever comes next on the connection comes after it. */
  private ended: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: OutboxRelayOptions) {
    this.connection = new DedicatedConnection({
      config: options.database,
      name: `${options.owner}-relay`,
      logger: options.logger,
      onOpen: (client) => prepare(client),
      onLost: () => this.wake(),
      onNotification: () => this.wake(),
    });
  }

  start(): void {
    this.connection.start();
    this.loop ??= this.run();
  }

  /** Looks into the outbox at once. */
  wake(): void {
    this.wakeUp.wake();
  }

  /** Publishes what is there, within three seconds, and ends. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    await this.ended.catch(() => undefined);
    this.channel?.publisher.stop();
    await this.connection.stop();
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      try {
        const round = await this.publishOldest();
        failures = 0;
        if (round !== 'more')
          await this.wakeUp.wait(this.connection.current ? pollMs : connectingMs);
      } catch (error) {
        failures += 1;
        this.report(error, failures);
        this.options.keeper.distrust();
        await this.wakeUp.wait(backoffMs(failures, retry));
      }
    }
    await this.drain();
  }

  /** A last attempt: what stays is published by another replica or at the next start. */
  private async drain(): Promise<void> {
    const deadline = performance.now() + drainDeadlineMs;
    try {
      while (performance.now() < deadline && (await this.publishOldest()) === 'more');
    } catch (error) {
      this.report(error, 1);
    }
  }

  /**
   * One claim: read, publish, write back, commit. The next claim is sent right behind the commit; if that fails, the
   * same rows are claimed and published again, and recognized.
   *
   * @throws what went wrong, after the rows that did get through were written back
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
        : { round: 'idle' as const };
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
    if (!keeper.isTrusted) {
      await keeper.verify(client, jsm);
      return { round: 'more' };
    }
    if (rows.length === 0) return { round: 'empty' };
    // Another relay of the schema may have published since this one looked.
    keeper.advance(Math.max(keeper.lastSequence, highest));
    const published = await this.publishInWindows(client, publisher, rows);
    return { round: rows.length === claimSize ? 'more' : 'empty', ...published };
  }

  /** Publishes a window while the one before it is written back. */
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
      // Awaited with the commit; until then a failure must not count as unhandled.
      writeBack.catch(() => undefined);
      if (failure !== undefined) return { failure, writeBack };
    }
    return { writeBack };
  }

  /** The JetStream API of the present connection, or undefined while NATS is away. */
  private async openChannel(): Promise<Channel | undefined> {
    const nats = this.options.nats();
    if (!nats) return undefined;
    if (!this.channel?.publisher.isOn(nats)) {
      const jsm = await jetstreamManager(nats, { checkAPI: false, timeout: apiTimeoutMs });
      this.channel?.publisher.stop();
      this.channel = { jsm, publisher: new AckedPublisher(nats, this.options.inboxPrefix) };
    }
    return this.channel;
  }

  private report(error: unknown, failures: number): void {
    const { logger, owner } = this.options;
    if (failures === 1)
      logger.warn({ err: error, owner }, 'publishing failed; the events wait in the outbox');
    else logger.debug({ err: error, owner, failures }, 'publishing failed again');
  }
}

async function prepare(client: Client): Promise<void> {
  // What a crash of Postgres takes back of our notes is published again, and recognized. It is not worth a disk flush.
  await client.query('SET synchronous_commit = off');
  const { rows } = await client.query<{ channel: string }>(
    "SELECT quote_ident('outbox_' || current_schema()) AS channel",
  );
  await client.query(`LISTEN ${rows[0]?.channel}`);
}
