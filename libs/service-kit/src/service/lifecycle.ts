import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/logger';

/**
 * Phase of a stop: first `work` (accept no new work, finish running work), then `connections` (NATS, Redis, Postgres),
 * which running work needs.
 */
export type StopPhase = 'work' | 'connections';

type Hook = () => Promise<void> | void;

/**
 * Start and stop hooks of a running service. Every class that loops, listens or connects registers its stop hook in its
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

  /**
   * Runs hooks in registration order after the process listens and before the service reports ready. A failure aborts
   * the start.
   */
  onStart(hook: Hook): void {
    this.startHooks.push(hook);
  }

  /**
   * Runs when the service stops; hooks of one phase run concurrently. A failure is logged and does not affect other
   * hooks.
   */
  onStop(phase: StopPhase, hook: Hook): void {
    this.stopHooks[phase].push(hook);
  }

  /** Whether the service is stopping; loops check it between two rounds. */
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

  /** Called by `startService` to run the hooks of one phase. */
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
