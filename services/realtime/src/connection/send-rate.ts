import type { Clock } from '@tribe/service-kit';

const windowMs = 10_000;

/** Counts what a client sends in windows of ten seconds. */
export class SendRate {
  private windowStart: number;
  private count = 0;

  constructor(
    private readonly clock: Clock,
    private readonly maxPerWindow: number,
  ) {
    this.windowStart = clock.now().getTime();
  }

  /** Counts once more, and returns whether the client has sent too much. */
  exceeds(): boolean {
    const now = this.clock.now().getTime();

    if (now - this.windowStart >= windowMs) {
      this.windowStart = now;
      this.count = 0;
    }

    this.count += 1;

    return this.count > this.maxPerWindow;
  }
}
