import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Reproducible random numbers. Prints its seed; TRIBE_FAULT_SEED sets it. */
export class Chance {
  private state: number;

  constructor() {
    this.state = Number(process.env['TRIBE_FAULT_SEED'] ?? randomInt(2 ** 31));
    process.stdout.write(`TRIBE_FAULT_SEED=${this.state} ${expect.getState().currentTestName}\n`);
  }

  /** Returns an integer from 1 to `max`. */
  upTo(max: number): number {
    return 1 + Math.floor(this.next() * max);
  }

  /** Waits for a random time. */
  async moment(maxMs: number): Promise<void> {
    await sleep(this.next() * maxMs);
  }

  /** mulberry32 */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
