/** Thrown when more work waits than the queue may hold. */
export class QueueFullError extends Error {}

/**
 * Runs at most `concurrency` pieces of work at once and lets at most `queueLimit` more wait, in order.
 *
 * @example
 * const hashing = new BoundedWork(2, 32);
 * await hashing.run(() => hash(password));   // QueueFullError when 32 are waiting
 */
export class BoundedWork {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private idle: (() => void) | undefined;

  constructor(
    private readonly concurrency: number,
    private readonly queueLimit: number,
  ) {}

  /**
   * @throws QueueFullError at once when the queue is full; otherwise what the work throws.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves when nothing runs and nothing waits. */
  async drained(): Promise<void> {
    if (this.running === 0) return;
    await new Promise<void>((resolve) => (this.idle = resolve));
  }

  private async enter(): Promise<void> {
    if (this.running < this.concurrency) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.queueLimit)
      throw new QueueFullError(`${this.queueLimit} pieces of work are waiting already`);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** A slot that is freed goes to the next in line directly, so a newcomer cannot overtake it. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) return next();
    this.running -= 1;
    if (this.running === 0) this.idle?.();
  }
}
