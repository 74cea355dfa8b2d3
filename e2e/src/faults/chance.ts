import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Chance that can be repeated: prints its seed, and TRIBE_FAULT_SEED sets it. */
export class Chance {
  private state: number;

  constructor() {
    this.state = Number(process.env['TRIBE_FAULT_SEED'] ?? randomInt(2 ** 31));
    process.stdout.write(`TRIBE_FAULT_SEED=${this.state} ${expect.getState().currentTestName}\n`);
  }

  /** A whole number from 1 to `most`. */
  upTo(most: number): number {
    return 1 + Math.floor(this.next() * most);
  }

  /** Lets a random time pass, in which anything may happen. */
  async moment(mostMs: number): Promise<void> {
    await sleep(this.next() * mostMs);
  }

  /** mulberry32 */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
