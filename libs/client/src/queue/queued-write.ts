import type { PostCalls } from '../api.generated';
import { readStored, type TextStorage } from '../support/storage';

const storageKey = 'tribe.queue';

/** A POST that waits to be sent. */
export interface QueuedWrite {
  /** Its `Idempotency-Key`, which every try has. */
  readonly id: string;
  readonly path: keyof PostCalls;
  readonly inputs: object;
  /** The user that made it. */
  readonly userId: string | undefined;
  /** When the first try started, in milliseconds since the epoch. */
  readonly firstTriedAt?: number;
}

/** The queue in the storage of the app. */
export class QueueStore {
  constructor(private readonly storage: TextStorage) {}

  async read(): Promise<QueuedWrite[]> {
    return (await readStored<QueuedWrite[]>(this.storage, storageKey)) ?? [];
  }

  async write(writes: readonly QueuedWrite[]): Promise<void> {
    if (writes.length === 0) await this.storage.removeItem(storageKey);
    else await this.storage.setItem(storageKey, JSON.stringify(writes));
  }
}
