import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger';

/**
 * When something stops. `work` first (take no new work, finish what is in hand), then `connections` (NATS, Redis,
 * Postgres), because finishing needs them.
 */
export type StopPhase = 'work' | 'connections';

type Hook = () => Promise<void> | void;

/**
 * Start and stop of a running service. Everything that loops, listens or connects registers its end here, in its
 * constructor.
 *
 * @example
 * lifecycle.onStart(() => this.startPolling());
 * lifecycle.onStop('work', () => this.stopPolling());
 */
@Injectable()
export class Lifecycle {
  private readonly startHooks: Hook[] = [];
  private readonly stopHooks: Record<StopPhase, Hook[]> = { work: [], connections: [] };
  private stopping = false;

  constructor(private readonly logger: Logger) {}

  /** Runs once the process listens, in the order of registration, before the service reports ready. A failure stops the start. */
  onStart(hook: Hook): void {
    this.startHooks.push(hook);
  }

  /** Runs when the service stops; hooks of one phase run side by side. A failure is logged and stops nothing else. */
  onStop(phase: StopPhase, hook: Hook): void {
    this.stopHooks[phase].push(hook);
  }

  /** True from the moment the service was told to stop: loops check it between two rounds. */
  get isStopping(): boolean {
    return this.stopping;
  }

  /** Called by `startService`. */
  async start(): Promise<void> {
    for (const hook of this.startHooks) await hook();
  }

  /** Called by `startService`. */
  beginStop(): void {
    this.stopping = true;
  }

  /** Called by `startService`: ends one phase. */
  async stop(phase: StopPhase): Promise<void> {
    this.stopping = true;
    await Promise.all(
      this.stopHooks[phase].splice(0).map(async (hook) => {
        try {
          await hook();
        } catch (error) {
          this.logger.error({ err: error, phase }, 'a stop hook failed');
        }
      }),
    );
  }
}
