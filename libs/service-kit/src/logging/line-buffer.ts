import { type DestinationStream, pino } from 'pino';

const flushCharacters = 16_384;
const flushMilliseconds = 250;
/** Maximum buffer while standard output is blocked; further lines are dropped. */
const maxBufferedBytes = 67_108_864;

/** Writes to standard output in blocks: a line costs one concatenation and is written within 250 ms. */
export class LineBuffer implements DestinationStream {
  private readonly output = pino.destination({ sync: false, maxLength: maxBufferedBytes });
  private waiting = '';
  private timer: NodeJS.Timeout | undefined;

  write(line: string): void {
    this.waiting += line;
    if (this.waiting.length >= flushCharacters) this.release();
    else this.timer ??= setTimeout(() => this.release(), flushMilliseconds).unref();
  }

  /** Writes all buffered lines. */
  flush(done?: (error?: Error) => void): void {
    this.release();
    this.output.flush(done);
  }

  /** Writes all buffered lines synchronously, before the process exits. */
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
