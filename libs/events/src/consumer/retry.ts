import { type Backoff, backoffMs, pause } from '@tribe/service-kit';
import { MalformedEventError } from '../event/event-envelope';
import { isEnvironmentFailure } from './failure-cause.rules';

/** Thrown when an attempt does not begin because the work is stopping. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

export interface RetryOptions {
  attempt(): Promise<void>;
  /** Gives the event up. Retried until it succeeds. */
  giveUp(error: unknown, tries: number): Promise<void>;
  /** Called after each failed attempt; `counted` is false for failures of the environment. */
  onFailure(error: unknown, counted: boolean): void;
  maxTries: number;
  backoff: Backoff;
  signal: AbortSignal;
}

const outageBackoff: Backoff = { firstMs: 100, maxMs: 5_000 };

/**
 * Retries until an attempt succeeds, the tries are used up, or the signal aborts between two attempts.
 *
 * @returns false when it was stopped and the event is neither handled nor given up
 */
export async function retryUntilDone({
  attempt,
  giveUp,
  onFailure,
  maxTries,
  backoff,
  signal,
}: RetryOptions): Promise<boolean> {
  const startedAt = performance.now();
  let tries = 0;
  let outages = 0;
  let givenUp: { error: unknown } | undefined;

  while (!signal.aborted) {
    try {
      await (givenUp ? giveUp(givenUp.error, tries) : attempt());
      return true;
    } catch (error) {
      if (error instanceof StoppedError) return false;
      const environment =
        givenUp !== undefined || isEnvironmentFailure(error, performance.now() - startedAt);
      if (environment) outages += 1;
      else tries += 1;
      onFailure(error, !environment);

      if (!environment && (tries >= maxTries || error instanceof MalformedEventError))
        givenUp = { error };
      else
        await pause(
          environment ? backoffMs(outages, outageBackoff) : backoffMs(tries, backoff),
          signal,
        );
    }
  }

  return false;
}
