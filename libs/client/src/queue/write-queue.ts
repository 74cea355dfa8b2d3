import type { PostCalls } from '../api.generated';
import type { CallArguments } from '../http/call-types';
import type { Calls } from '../http/calls';
import { TribeError } from '../http/tribe-error';
import type { ClientSession } from '../session/client-session';
import { type Backoff, backoffMs } from '../support/backoff.rules';
import { Emitter, type StopListening } from '../support/emitter';
import { newKey } from '../support/new-key';
import { isExpired, waitsAfter } from './queue.rules';
import type { QueuedWrite, QueueStore } from './queued-write';

const backoff: Backoff = { firstMs: 1_000, maxMs: 60_000 };

/** Events of the queue. */
export interface QueueEvents {
  /** The write took effect, once. */
  sent: { readonly id: string; readonly write: QueuedWrite; readonly response: unknown };
  /** The write is given up. `error.code` is that of the server, or `QUEUE_EXPIRED` or `SIGNED_OUT`. */
  failed: { readonly id: string; readonly write: QueuedWrite; readonly error: TribeError };
}

/** Keeps writes that are made without a connection, and sends them in order. */
export class WriteQueue {
  private readonly events = new Emitter<QueueEvents>();
  private writes: QueuedWrite[] = [];
  private loading: Promise<void> | undefined;
  private sending: Promise<void> | undefined;
  private saving = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private isClosed = false;

  /** @param maxWrites the queue refuses further ones */
  constructor(
    private readonly calls: Calls,
    private readonly session: ClientSession,
    private readonly store: QueueStore,
    private readonly maxWrites: number,
  ) {
    session.on('signedIn', () => void this.flush());
    session.on('signedOut', ({ reason }) => {
      if (reason === 'LOGGED_OUT') void this.drop(() => true);
    });
  }

  on<Name extends keyof QueueEvents>(
    name: Name,
    listener: (payload: QueueEvents[Name]) => void,
  ): StopListening {
    return this.events.on(name, listener);
  }

  /** The writes that wait, in order; nothing before `size()` or `flush()` has resolved once. */
  get waiting(): readonly QueuedWrite[] {
    return this.writes;
  }

  /** Returns the number of writes that wait. */
  async size(): Promise<number> {
    await this.load();
    return this.writes.length;
  }

  /**
   * Adds a POST. Resolves with its id when it is stored; it is then sent as soon as there is a connection, also by a later
   * run of the app.
   *
   * @throws TribeError QUEUE_FULL, or SIGNED_OUT when nobody is logged in
   */
  async post<Path extends keyof PostCalls>(
    path: Path,
    ...[inputs]: CallArguments<PostCalls[Path]>
  ): Promise<string> {
    const userId = await this.session.userId();
    if (userId === undefined) throw new TribeError('SIGNED_OUT', 'Nobody is logged in');
    await this.load();
    if (this.writes.length >= this.maxWrites)
      throw new TribeError('QUEUE_FULL', `${this.maxWrites} writes wait already`);

    const write: QueuedWrite = { id: newKey(), path, inputs: stored(inputs ?? {}), userId };
    this.writes.push(write);
    await this.save();
    void this.flush();

    return write.id;
  }

  /** Sends what waits. Resolves when nothing waits, or when a try has failed; the queue then tries again later. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
    return this.sending;
  }

  /** Ends the timer. What waits stays in the storage. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async sendAll(): Promise<void> {
    await this.load();
    const userId = await this.session.userId();
    if (userId === undefined) return;
    await this.drop((write) => write.userId !== userId);

    for (let [write] = this.writes; write !== undefined; [write] = this.writes) {
      if (this.isClosed) return;
      const isDone = await this.sendFirst(write);
      if (isDone) continue;
      this.failures += 1;
      this.flushLater();

      return;
    }

    this.failures = 0;
  }

  /** Returns false when the write waits for another try. */
  private async sendFirst(write: QueuedWrite): Promise<boolean> {
    if (isExpired(write, Date.now())) {
      await this.giveUp(write, new TribeError('QUEUE_EXPIRED', 'The write waited for too long'));
      return true;
    }

    // Stored before the try, because its response may be lost together with the app.
    await this.replace(write, { firstTriedAt: Date.now(), ...write });

    try {
      const inputs = { ...write.inputs, idempotencyKey: write.id };
      const response = await this.calls.call('POST', write.path, inputs);
      // Before it is removed, so that the app can show the response instead of the write without a moment in between.
      this.events.emit('sent', { id: write.id, write, response });
      await this.remove(write);
    } catch (error) {
      if (!(error instanceof TribeError)) throw error;
      if (waitsAfter(error)) return false;
      await this.giveUp(write, error);
    }

    return true;
  }

  private flushLater(): void {
    if (this.isClosed) return;
    const pauseMs = backoffMs(this.failures, backoff, Math.random());
    this.timer = setTimeout(() => void this.flush(), pauseMs);
  }

  private async drop(isDropped: (write: QueuedWrite) => boolean): Promise<void> {
    await this.load();
    const error = new TribeError('SIGNED_OUT', 'The user has logged out');
    for (const write of this.writes.filter(isDropped)) await this.giveUp(write, error);
  }

  private async giveUp(write: QueuedWrite, error: TribeError): Promise<void> {
    const removed = this.remove(write);
    this.events.emit('failed', { id: write.id, write, error });
    await removed;
  }

  private async replace({ id }: QueuedWrite, next: QueuedWrite): Promise<void> {
    this.writes = this.writes.map((write) => (write.id === id ? next : write));
    await this.save();
  }

  private async remove({ id }: QueuedWrite): Promise<void> {
    this.writes = this.writes.filter((write) => write.id !== id);
    await this.save();
  }

  private async load(): Promise<void> {
    this.loading ??= this.store.read().then((writes) => void (this.writes = writes));
    await this.loading;
  }

  /** One after the other, so that an older list never replaces a newer one. */
  private save(): Promise<void> {
    const write = () => this.store.write(this.writes);
    this.saving = this.saving.then(write, write);

    return this.saving;
  }
}

/** Options of a running call cannot be stored. */
function stored(inputs: object): object {
  const { path, query, body } = inputs as Record<'path' | 'query' | 'body', unknown>;
  return { path, query, body };
}
