import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database, Logger, pause, type SqlTransaction, Transactions } from '@tribe/service-kit';
import { EventPublisher } from '../outbox/event-publisher';
import { type SnapshotPages, SnapshotSource } from './snapshot-source';

/** A replay waits while this many events wait in the outbox, so that it never starves what happens now. */
const mostWaiting = 2_000;
const pollMs = 100;
/** Longest wait for the outbox to drain, in milliseconds. */
const drainDeadlineMs = 600_000;

/** Re-emits a service's current state, so that a new consumer can start from nothing at any age of the system. */
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
   * Writes every snapshot through the outbox, page by page, each in a transaction of its own.
   *
   * @param signal stops the replay between two pages
   * @returns how many events were written
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
      `SELECT FROM outbox WHERE published_at IS NULL OFFSET ${mostWaiting} LIMIT 1`,
      [],
    );
    return rows.length > 0;
  }
}
