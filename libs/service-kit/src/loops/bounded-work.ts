/** Thrown when the queue is full. */
export class QueueFullError extends Error {}

/**
 * Runs at most `concurrency` tasks at once and queues at most `queueLimit` more, in order.
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
   * @throws QueueFullError at once when the queue is full; otherwise the error of the task
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves when no task runs or waits. */
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
      throw new QueueFullError(`${this.queueLimit} tasks are already waiting`);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Passes the freed slot directly to the next waiting task, so that a new task cannot overtake it. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) return next();
    this.running -= 1;
    if (this.running === 0) this.idle?.();
  }
}
