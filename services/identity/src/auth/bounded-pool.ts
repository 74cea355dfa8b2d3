/** Runs at most `running` pieces of work at a time and lets at most `waiting` more wait, first come first served. */
export class BoundedPool {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limits: { running: number; waiting: number }) {}

  /** @throws PoolFullError at once when the queue is full; otherwise whatever `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.running < this.limits.running) {
      this.running++;
      return;
    }
    if (this.waiting.length >= this.limits.waiting) throw new PoolFullError();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** A place that becomes free passes straight to the next in line, so nobody can slip in between. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }
}

export class PoolFullError extends Error {
  constructor() {
    super('too much work is waiting');
  }
}
