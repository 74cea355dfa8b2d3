import { patienceMs } from './patience';

export interface EventuallyOptions {
  /** Maximum time to keep trying, in milliseconds. Default {@link patienceMs}. */
  readonly timeoutMs?: number;
  /** Pause between two tries, in milliseconds. Default 20. */
  readonly everyMs?: number;
}

/**
 * Calls `probe` until it neither throws nor returns `false`, and returns its result. Use it for conditions that
 * `tribe.settled()` does not cover.
 *
 * @throws the error of the last try, with the waiting time added to its message
 * @example await eventually(async () => expect((await brian.get('/api/v1/goals')).status).toBe(200));
 */
export async function eventually<T>(
  probe: () => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<T> {
  const { timeoutMs = patienceMs, everyMs = 20 } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const outcome = await attempt(probe);
    if ('value' in outcome && outcome.value !== false) return outcome.value;
    if (performance.now() >= deadline) throw explain(outcome, timeoutMs);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

type Outcome<T> = { value: T } | { error: unknown };

async function attempt<T>(probe: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await probe() };
  } catch (error) {
    return { error };
  }
}

function explain(outcome: Outcome<unknown>, timeoutMs: number): Error {
  if (!('error' in outcome)) return new Error(`Still false after ${timeoutMs} ms`);
  const { error } = outcome;
  if (!(error instanceof Error))
    return new Error(`Still failing after ${timeoutMs} ms: ${String(error)}`);
  error.message = `Still failing after ${timeoutMs} ms: ${error.message}`;

  return error;
}
