/** The terminal and npm both send a signal for one Ctrl-C, within this time. */
const sameKeyPressMs = 700;

/** Stops everything on SIGINT, SIGTERM or SIGHUP, and exits when done. A second signal kills everything. */
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

  /** Waits for a running stop, which ends the process. */
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
      console.log('Killing the remaining processes.');
      this.kill();
      process.exit(130);
    }
  }
}
