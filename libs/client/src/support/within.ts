import { TribeError } from '../http/tribe-error';

/** Bounds of a wait. */
export interface Bounds {
  readonly timeoutMs: number;
  /** Ends the wait early. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for work within bounds. The work receives a signal that is aborted when the wait ends, so that it can stop.
 *
 * @throws TribeError TIMEOUT or ABORTED at the bound, and the errors of the work
 */
export async function within<T>(
  { timeoutMs, signal }: Bounds,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw aborted();
  const controller = new AbortController();
  let stop: (error: TribeError) => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => (stop = reject));
  const abort = () => stop(aborted());

  const timer = setTimeout(
    () => stop(new TribeError('TIMEOUT', 'No answer in time')),
    Math.max(0, timeoutMs),
  );

  signal?.addEventListener('abort', abort);

  try {
    return await Promise.race([stopped, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    controller.abort();
  }
}

/**
 * Waits for a time in milliseconds.
 *
 * @throws TribeError ABORTED when the signal is aborted
 */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return within({ timeoutMs: ms + 1_000, signal }, (ended) => {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      ended.addEventListener('abort', () => clearTimeout(timer));
    });
  });
}

function aborted(): TribeError {
  return new TribeError('ABORTED', 'The app aborted the call');
}
