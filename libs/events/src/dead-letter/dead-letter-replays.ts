import type { Database, SqlTransaction, Transactions } from '@tribe/service-kit';
import { pause } from '@tribe/service-kit';
import type { Attempts } from '../consumer/attempts';
import type { Durable } from '../consumer/durable';
import type { DurableWorker } from '../consumer/durable-worker';
import type { EventHandler } from '../consumer/event-processor';
import { toReceivedEvent } from '../event/event-envelope';
import { recordFailedReplay, type RequestedReplay, requestedReplays } from './dead-letter.queries';

export interface DeadLetterReplaysOptions {
  durable: Durable;
  handler: EventHandler;
  worker: DurableWorker;
  transactions: Transactions<SqlTransaction>;
  database: Database;
  attempts: Attempts;
}

/**
 * Poll interval, in milliseconds. NOTIFY wakes it, and a lost connection starts it anew; so the poll finds nothing normally.
 */
const pollMs = 60_000;
const batchSize = 50;

/** Replays dead letters on request, each in the lane of its entity, in turn with arriving events. */
export class DeadLetterReplays {
  private requested = new AbortController();

  constructor(private readonly options: DeadLetterReplaysOptions) {}

  /** Checks for requests at once. */
  wake(): void {
    this.requested.abort();
  }

  /** Serves requests until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.requested = new AbortController();
      const served = await this.serveBatch(signal);
      if (served < batchSize) await pause(pollMs, AbortSignal.any([signal, this.requested.signal]));
    }
  }

  private async serveBatch(signal: AbortSignal): Promise<number> {
    const { database, durable, worker } = this.options;
    try {
      const letters = await requestedReplays(database.pool, durable.name, batchSize);

      const served = letters.map((letter) => {
        const done = Promise.withResolvers<void>();
        worker.enqueue(letter.headers['ce-subject'] ?? '', () =>
          this.replay(letter, signal).then(done.resolve, done.reject),
        );
        return done.promise;
      });

      await Promise.all(served);

      return letters.length;
    } catch {
      // Postgres is down; the next poll finds the requests again.
      return 0;
    }
  }

  private async replay(letter: RequestedReplay, signal: AbortSignal): Promise<void> {
    const { worker, database, durable } = this.options;
    await worker.retry(
      () => this.attempt(letter),
      (error, tries) =>
        recordFailedReplay(database.pool, durable.name, letter.event_id, error, tries),
      signal,
    );
  }

  private attempt({
    event_id: id,
    subject,
    headers,
    payload,
    stream_seq: sequence,
  }: RequestedReplay): Promise<void> {
    const { transactions, attempts, durable, handler } = this.options;
    const event = toReceivedEvent({ subject, headers, payload, streamSequence: Number(sequence) });
    return attempts.run(durable, event, () =>
      transactions.run(async (tx) => {
        const claimed = await tx.sql.execute(
          'dead_letter_replays_attempt',
          `UPDATE dead_letters SET replayed_at = now()
           WHERE durable = $1 AND event_id = $2::uuid AND replay_requested_at IS NOT NULL AND replayed_at IS NULL`,
          [durable.name, id],
        );
        if (claimed === 1) await handler(event, { tx, durable: durable.name });
      }),
    );
  }
}
