import { type JetStreamClient, type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { backoffMs, DedicatedConnection, type Logger, WakeUp } from '@tribe/service-kit';
import type { Client, ClientConfig } from 'pg';
import { apiTimeoutMs } from '../stream/nats-link';
import type { StreamKeeper } from '../stream/stream-keeper';
import { beginClaim, type Claim, markPublished, type OutboxRow } from './outbox.queries';
import { publishWindow } from './publish-window';

export interface OutboxRelayOptions {
  /** The service whose events these are. */
  owner: string;
  database: ClientConfig;
  /** The connection to publish on, or undefined while there is none. */
  nats: () => NatsConnection | undefined;
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
}

interface Channel {
  nats: NatsConnection;
  js: JetStreamClient;
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

  constructor(private readonly options: OutboxRelayOptions) {
    this.connection = new DedicatedConnection({
      config: options.database,
      name: `${options.owner}-relay`,
      logger: options.logger,
      onOpen: (client) => listen(client),
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
    await this.connection.stop();
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      try {
        const round = await this.publishOldest();
        failures = 0;
        if (round !== 'more') await this.wakeUp.wait(this.connection.current ? pollMs : connectingMs);
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
   * One claim: read, publish, write back, commit.
   *
   * @throws what went wrong, after the rows that did get through were written back
   */
  private async publishOldest(): Promise<Round> {
    const client = this.connection.current;
    const channel = await this.openChannel();
    if (!client || !channel) return 'idle';
    const { round, failure } = await inTransaction(client, async (): Promise<Outcome> => {
      const claim = await beginClaim(client, claimSize);
      return claim.held ? this.work(client, channel, claim) : { round: 'idle' };
    });
    if (failure !== undefined) throw failure;
    return round;
  }

  private async work(client: Client, { js, jsm }: Channel, { rows, highest }: Claim): Promise<Outcome> {
    const { keeper } = this.options;
    if (!keeper.isTrusted) {
      await keeper.verify(client, jsm);
      return { round: 'more' };
    }
    if (rows.length === 0) return { round: 'empty' };
    // Another relay of the schema may have published since this one looked.
    keeper.advance(Math.max(keeper.lastSequence, highest));
    const failure = await this.publishInWindows(client, js, rows);
    return { round: rows.length === claimSize ? 'more' : 'empty', failure };
  }

  /**
   * Publishes a window while the one before it is written back.
   *
   * @returns why the windows ended early
   */
  private async publishInWindows(client: Client, js: JetStreamClient, rows: OutboxRow[]): Promise<unknown> {
    const { keeper, owner, onPublished } = this.options;
    let writeBack = Promise.resolve();
    for (let from = 0; from < rows.length; from += windowSize) {
      const window = rows.slice(from, from + windowSize);
      const { sequences, lastSequence, failure } = await publishWindow(js, owner, window, keeper.lastSequence);
      keeper.advance(lastSequence);
      onPublished(sequences.length);
      await writeBack;
      const ids = window.slice(0, sequences.length).map(({ id }) => id);
      writeBack = markPublished(client, ids, sequences);
      // Awaited below; until then a failure must not count as unhandled.
      writeBack.catch(() => undefined);
      if (failure === undefined) continue;
      await writeBack;
      return failure;
    }
    await writeBack;
    return undefined;
  }

  /** The JetStream API of the present connection, or undefined while NATS is away. */
  private async openChannel(): Promise<Channel | undefined> {
    const nats = this.options.nats();
    if (!nats) return undefined;
    if (this.channel?.nats !== nats) {
      const jsm = await jetstreamManager(nats, { checkAPI: false, timeout: apiTimeoutMs });
      this.channel = { nats, jsm, js: jsm.jetstream() };
    }
    return this.channel;
  }

  private report(error: unknown, failures: number): void {
    const { logger, owner } = this.options;
    if (failures === 1) logger.warn({ err: error, owner }, 'publishing failed; the events wait in the outbox');
    else logger.debug({ err: error, owner, failures }, 'publishing failed again');
  }
}

async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function listen(client: Client): Promise<void> {
  const { rows } = await client.query<{ channel: string }>(
    "select quote_ident('outbox_' || current_schema()) as channel",
  );
  await client.query(`listen ${rows[0]?.channel}`);
}
