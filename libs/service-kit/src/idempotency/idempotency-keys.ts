import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from '../data/database';
import { deleteInBatches } from '../data/delete-in-batches';
import { Logger } from '../logging/logger';
import { Lifecycle } from '../service/lifecycle';

const everyMs = 10 * 60 * 1_000;

const purgeSql = `
  DELETE FROM idempotency_keys WHERE key_hash IN (
    SELECT key_hash FROM idempotency_keys WHERE expires_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Deletes stored responses after 24 hours, every ten minutes. Replicas may do so concurrently. */
@Injectable()
export class IdempotencyKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    lifecycle: Lifecycle,
    private readonly logger: Logger,
  ) {
    const stopped = new AbortController();
    let loop = Promise.resolve();

    lifecycle.onStart(() => {
      loop = this.purgeUntil(stopped.signal);
    });

    lifecycle.onStop('work', () => {
      stopped.abort();
      return loop;
    });
  }

  /** Deletes expired rows; resolves to their number. */
  async purge(): Promise<number> {
    const now = this.clock.now();
    return deleteInBatches((limit) =>
      this.database.execute('idempotency_keys_purge', purgeSql, [now, limit]),
    );
  }

  private async purgeUntil(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      await sleep(everyMs * (0.5 + Math.random()), undefined, {
        signal: stopped,
        ref: false,
      }).catch(() => undefined);
      if (stopped.aborted) return;
      await this.purge().catch((error: unknown) =>
        this.logger.warn({ err: error }, 'idempotency keys were not purged'),
      );
    }
  }
}
