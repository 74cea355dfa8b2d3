import { Injectable } from '@nestjs/common';

/** Returns or resolves when the dependency works; throws or rejects when it does not. */
export type HealthCheck = () => unknown;

/** Settings of a health check. */
export interface HealthCheckOptions {
  /** Whether a failing check makes the service not ready; otherwise, it is only reported. Default true. */
  readonly critical?: boolean;
  /** Maximum duration of the check, in milliseconds. Default 1000. */
  readonly timeoutMs?: number;
}

/** The body of `GET /readyz`. */
export interface Readiness {
  readonly status: 'ready' | 'starting' | 'draining' | 'unready';
  readonly checks: Readonly<Record<string, 'up' | 'down'>>;
}

interface RegisteredCheck {
  readonly check: HealthCheck;
  readonly critical: boolean;
  readonly timeoutMs: number;
}

const defaultTimeoutMs = 1_000;

/**
 * Reports whether this process can serve requests. `GET /healthz` runs no checks and only reports that the process is
 * alive; `GET /readyz` runs the registered checks.
 *
 * @example health.register('database', () => database.query('health', 'SELECT 1', []));
 */
@Injectable()
export class Health {
  private readonly checks = new Map<string, RegisteredCheck>();
  private phase: 'starting' | 'serving' | 'draining' = 'starting';

  register(name: string, check: HealthCheck, options: HealthCheckOptions = {}): void {
    this.checks.set(name, {
      check,
      critical: options.critical ?? true,
      timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    });
  }

  /** Called by `startService` when the service has started and when it begins to stop. */
  enter(phase: 'serving' | 'draining'): void {
    this.phase = phase;
  }

  async readiness(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, entry]) => ({ name, entry, up: await isUp(entry) })),
    );

    const checks = Object.fromEntries(
      results.map(({ name, up }) => [name, up ? ('up' as const) : ('down' as const)]),
    );

    if (this.phase !== 'serving') return { status: this.phase, checks };
    const failing = results.some(({ entry, up }) => entry.critical && !up);

    return { status: failing ? 'unready' : 'ready', checks };
  }
}

async function isUp({ check, timeoutMs }: RegisteredCheck): Promise<boolean> {
  const { promise: expired, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), timeoutMs);
  try {
    return await Promise.race([expired, Promise.resolve(check()).then(() => true)]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
