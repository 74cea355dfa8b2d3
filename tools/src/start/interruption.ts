/** A terminal and npm both pass on one Ctrl-C; the copies arrive within this time. */
const sameKeyPressMs = 700;

/**
 * Turns SIGINT and SIGTERM into one orderly stop; a second one kills. The process ends here when the stop is done.
 */
export class Interruption {
  private since: number | undefined;
  private stopped: Promise<void> = Promise.resolve();

  constructor(
    private readonly stop: () => Promise<void>,
    private readonly kill: () => void,
  ) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => this.receive());
  }

  get happened(): boolean {
    return this.since !== undefined;
  }

  /** Waits for the end of a stop that is under way; that end is also the end of the process. */
  async settle(): Promise<void> {
    await this.stopped;
  }

  private receive(): void {
    if (this.since === undefined) {
      this.since = Date.now();
      console.log('\nStopping …');
      this.stopped = this.stop().then(
        () => {
          console.log('Stopped.');
          process.exit(0);
        },
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    } else if (Date.now() - this.since > sameKeyPressMs) {
      console.log('Killing what is left.');
      this.kill();
      process.exit(130);
    }
  }
}
