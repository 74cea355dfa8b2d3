import { type DestinationStream, pino } from 'pino';

const flushCharacters = 16_384;
const flushMilliseconds = 250;
/** What may wait while standard output is stuck; lines beyond it are dropped rather than filling the memory. */
const mostBytesWaiting = 67_108_864;

/**
 * Standard output, written in blocks: a line costs one concatenation, and leaves the process after a quarter of a
 * second at the latest.
 */
export class LineBuffer implements DestinationStream {
  private readonly output = pino.destination({ sync: false, maxLength: mostBytesWaiting });
  private waiting = '';
  private timer: NodeJS.Timeout | undefined;

  write(line: string): void {
    this.waiting += line;
    if (this.waiting.length >= flushCharacters) this.release();
    else this.timer ??= setTimeout(() => this.release(), flushMilliseconds).unref();
  }

  /** Writes everything that waits. */
  flush(done?: (error?: Error) => void): void {
    this.release();
    this.output.flush(done);
  }

  /** Writes everything at once, for the last words of a process that ends. */
  flushSync(): void {
    this.release();
    this.output.flushSync();
  }

  private release(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting === '') return;
    const block = this.waiting;
    this.waiting = '';
    this.output.write(block);
  }
}
