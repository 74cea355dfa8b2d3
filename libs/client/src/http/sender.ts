import { pause } from '../support/within';
import { isTemporary, maxTries, mayRepeat, pauseBeforeRetry } from './retry.rules';
import { TribeError } from './tribe-error';
import { type Answer, sendOnce, type WireRequest } from './wire';

/** The bounds of a request with all its tries. */
export interface SendBounds {
  /** Time of the deadline, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

export interface SenderOptions {
  readonly fetch: typeof fetch;
  /** Milliseconds until one try is given up. */
  readonly tryTimeoutMs: number;
}

/** Sends requests, and repeats those that may be repeated. */
export class Sender {
  constructor(private readonly options: SenderOptions) {}

  /** @throws TribeError of the last try */
  async send(request: WireRequest, bounds: SendBounds): Promise<Answer> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.tryOnce(request, bounds);
      } catch (error) {
        const pauseMs = pauseAfter(error, request, tried);
        if (pauseMs === undefined || Date.now() + pauseMs >= bounds.deadline) throw error;
        await pause(pauseMs, bounds.signal);
      }
    }
  }

  private tryOnce(request: WireRequest, { deadline, signal }: SendBounds): Promise<Answer> {
    const { fetch: fetcher, tryTimeoutMs } = this.options;
    const timeoutMs = Math.min(tryTimeoutMs, deadline - Date.now());
    return sendOnce(fetcher, request, { timeoutMs, signal });
  }
}

/** Milliseconds; undefined when there is no further try. */
function pauseAfter(error: unknown, request: WireRequest, tried: number): number | undefined {
  if (!(error instanceof TribeError) || !isTemporary(error)) return undefined;
  if (!mayRepeat(request) || tried >= maxTries) return undefined;

  return pauseBeforeRetry(error, tried, Math.random());
}
