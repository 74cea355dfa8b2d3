import type { Sync } from '../api.generated';
import type { Calls } from '../http/calls';
import { type Backoff, backoffMs } from '../support/backoff.rules';
import type { Book } from './book';

/** A round asks for at most this number of pages. */
const maxPages = 400;
const backoff: Backoff = { firstMs: 1_000, maxMs: 60_000 };
/** Pushes that need a synchronization share one. */
const soonMs = 1_000;
/** A lost push after which nothing came is found by then. */
const restMs = 60_000;

/** Receives the results of rounds. */
export interface SyncListener {
  /** Each response, after the conversations of it were applied. */
  readonly onPage: (page: Sync) => void;
  /** Belongs to the round, which fails with it. */
  readonly onSynced: () => Promise<void>;
  /** The round is repeated after a pause. */
  readonly onFailed: (error: unknown) => void;
}

/** Asks the server for everything that a book lacks: on demand, and once per minute. */
export class Syncer {
  private running: Promise<void> | undefined;
  private isAskedAgain = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dueAt = Number.POSITIVE_INFINITY;
  private failures = 0;
  private isClosed = false;

  constructor(
    private readonly calls: Calls,
    private readonly book: Book,
    private readonly listener: SyncListener,
  ) {}

  /**
   * Asks for everything until now. Rounds never overlap; one that runs already is followed by another.
   *
   * @throws TribeError
   */
  async now(): Promise<void> {
    if (this.running !== undefined) {
      this.isAskedAgain = true;
      await this.running;
      if (!this.isAskedAgain) return;
    }

    this.isAskedAgain = false;
    this.running ??= this.round().finally(() => (this.running = undefined));
    await this.running;
  }

  /** Asks within a second, together with others. */
  soon(): void {
    if (this.failures === 0) this.schedule(soonMs);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async round(): Promise<void> {
    clearTimeout(this.timer);
    this.dueAt = Number.POSITIVE_INFINITY;

    try {
      for (let page = 0, hasMore = true; hasMore && page < maxPages && !this.isClosed; page += 1)
        hasMore = await this.page();
      await this.listener.onSynced();
      this.failures = 0;
      this.schedule(restMs);
    } catch (error) {
      this.failures += 1;
      this.schedule(backoffMs(this.failures, backoff, Math.random()));
      throw error;
    }
  }

  private async page(): Promise<boolean> {
    const { cursor } = this.book;
    const query = cursor === undefined ? {} : { cursor };
    const page = (await this.calls.call('GET', '/api/v1/sync', { query })) as Sync;
    if (this.isClosed) return false;
    this.book.apply(page);
    this.listener.onPage(page);

    return page.has_more;
  }

  /** With jitter, so that the participants of a conversation do not ask at the same time. */
  private schedule(afterMs: number): void {
    const pauseMs = Math.round(afterMs / 2 + (afterMs / 2) * Math.random());
    if (this.isClosed || Date.now() + pauseMs >= this.dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = Date.now() + pauseMs;
    this.timer = setTimeout(() => void this.now().catch(this.listener.onFailed), pauseMs);
  }
}
