import { Clock } from '@tribe/service-kit';

/** The clock of all services of a system: the real time plus an offset set by the test. */
export class TestClock extends Clock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  /** Advances the injected clock. Databases, brokers and tokens keep the real time. */
  advance(milliseconds: number): void {
    this.aheadMs += milliseconds;
  }
}
