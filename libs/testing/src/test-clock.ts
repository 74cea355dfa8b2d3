import { Clock } from '@tribe/service-kit';

/** The time of every service of a system: the real time, turned forward as far as the test wants. */
export class TestClock extends Clock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  /** Turns the time forward for what reads the injected clock. Databases, brokers and tokens keep the real time. */
  advance(milliseconds: number): void {
    this.aheadMs += milliseconds;
  }
}
