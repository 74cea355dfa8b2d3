import { type Backoff, backoffMs } from '../support/backoff.rules';
import type { TribeError } from './tribe-error';
import type { WireRequest } from './wire';

/** The number of tries of a request, including the first. */
export const maxTries = 4;

const backoff: Backoff = { firstMs: 200, maxMs: 5_000 };
const repeatedCodes = new Set(['NETWORK_ERROR', 'TIMEOUT', 'IDEMPOTENCY_KEY_IN_FLIGHT']);
const repeatedStatuses = new Set([408, 502, 503, 504]);

/** Returns whether a repeated request has the effect of one: it only reads, or has an `Idempotency-Key`. */
export function mayRepeat({ method, headers }: WireRequest): boolean {
  return method === 'GET' || 'idempotency-key' in headers;
}

/** Returns whether the same request may succeed later. */
export function isTemporary({ code, status = 0, retryAfter }: TribeError): boolean {
  if (status === 429) return retryAfter !== undefined;
  return repeatedCodes.has(code) || repeatedStatuses.has(status);
}

/**
 * Returns the milliseconds to wait before the next try: not less than the server asks for, and not the same for all
 * clients.
 */
export function pauseBeforeRetry(
  { retryAfter }: TribeError,
  tried: number,
  random: number,
): number {
  const pauseMs = backoffMs(tried, backoff, random);
  return retryAfter === undefined ? pauseMs : retryAfter * 1_000 + Math.min(pauseMs, 1_000);
}
