import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database, Logger, pause, type SqlTransaction, Transactions } from '@tribe/service-kit';
import { EventPublisher } from '../outbox/event-publisher';
import { type SnapshotPages, SnapshotSource } from './snapshot-source';

/** A replay pauses while more events wait in the outbox, so that it never starves live events. */
const maxWaiting = 2_000;
const pollMs = 100;
/** Maximum wait for the outbox to drain, in milliseconds. */
const drainDeadlineMs = 600_000;

/** Publishes the current state of a service again, so that a new consumer can start without the full history. */
@Injectable()
export class Replayer {
  private readonly logger: Logger;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly transactions: Transactions<SqlTransaction>,
    private readonly events: EventPublisher,
    private readonly database: Database,
    logger: Logger,
  ) {
    this.logger = logger.for('Replayer');
  }

  /**
   * Writes every snapshot to the outbox, each page in its own transaction.
   *
   * @param signal stops the replay between two pages
   * @returns the number of written events
   * @throws Error when the outbox does not drain within ten minutes
   */
  async replay(signal: AbortSignal = new AbortController().signal): Promise<number> {
    let written = 0;

    for (const source of this.sources()) {
      for await (const page of source.snapshots()) {
        if (signal.aborted) return written;
        await this.transactions.run((tx) => this.events.publish(tx, page));
        written += page.length;
        await this.waitForRoom(signal);
      }
    }

    this.logger.info({ events: written }, 'replayed the current state');

    return written;
  }

  private sources(): SnapshotPages[] {
    return this.discovery
      .getProviders({ metadataKey: SnapshotSource.KEY })
      .map(({ instance }) => instance as SnapshotPages);
  }

  private async waitForRoom(signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + drainDeadlineMs;
    while (!signal.aborted && (await this.isCrowded())) {
      if (performance.now() > deadline)
        throw new Error('the outbox does not drain; is NATS reachable?');
      await pause(pollMs, signal);
    }
  }

  private async isCrowded(): Promise<boolean> {
    const rows = await this.database.query(
      'outbox_crowded',
      `SELECT FROM outbox WHERE published_at IS NULL OFFSET ${maxWaiting} LIMIT 1`,
      [],
    );
    return rows.length > 0;
  }
}
