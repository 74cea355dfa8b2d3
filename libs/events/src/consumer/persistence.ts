import { type Backoff, backoffMs, pause } from '@tribe/service-kit';
import { MalformedEventError } from '../event/event-envelope';
import { isEnvironmentsFault } from './persistence.rules';

/** The attempt did not begin, because the work is to stop. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

export interface Persistence {
  attempt(): Promise<void>;
  /** Puts the event aside. Tried until it works. */
  giveUp(error: unknown, tries: number): Promise<void>;
  /** Told of each failed attempt; `counted` is false for failures of the environment. */
  onFailure(error: unknown, counted: boolean): void;
  maxTries: number;
  backoff: Backoff;
  signal: AbortSignal;
}

const outageBackoff: Backoff = { firstMs: 100, mostMs: 5_000 };

/**
 * Attempts until it works, until the tries are used up, or until it is stopped between two attempts.
 *
 * @returns false when it was stopped, that is, when the event is not dealt with
 */
export async function persist({
  attempt,
  giveUp,
  onFailure,
  maxTries,
  backoff,
  signal,
}: Persistence): Promise<boolean> {
  const startedAt = performance.now();
  let tries = 0;
  let outages = 0;
  let verdict: { error: unknown } | undefined;
  while (!signal.aborted) {
    try {
      await (verdict ? giveUp(verdict.error, tries) : attempt());
      return true;
    } catch (error) {
      if (error instanceof StoppedError) return false;
      const environment =
        verdict !== undefined || isEnvironmentsFault(error, performance.now() - startedAt);
      if (environment) outages += 1;
      else tries += 1;
      onFailure(error, !environment);
      if (!environment && (tries >= maxTries || error instanceof MalformedEventError))
        verdict = { error };
      else
        await pause(
          environment ? backoffMs(outages, outageBackoff) : backoffMs(tries, backoff),
          signal,
        );
    }
  }
  return false;
}
