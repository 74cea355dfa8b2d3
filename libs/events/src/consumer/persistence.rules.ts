import { isOutage } from '@tribe/service-kit';

/** Outages that an event may cause itself, by locking or computing too much. */
const contentionCodes = new Set(['57014', '40001', '40P01', '55P03', '25P04', 'P2028', 'P2034']);

/** How long contention is taken for somebody else's fault, in milliseconds. */
const patienceMs = 600_000;

const deepestCause = 5;

/**
 * Whether a failure says nothing about the event: the database is away, restarting or out of connections. Such
 * failures never count as tries. Locks and timeouts count only when they have lasted for ten minutes, or one event
 * that always runs into its timeout would hold up its entity for ever.
 */
export function isEnvironmentsFault(error: unknown, failingForMs: number): boolean {
  return isOutage(error) && (failingForMs < patienceMs || !isContention(error, 0));
}

function isContention(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > deepestCause) return false;
  const { code, originalCode, cause, meta } = error as Record<string, unknown>;
  if (contentionCodes.has(String(code)) || contentionCodes.has(String(originalCode))) return true;
  return (
    isContention(cause, depth + 1) ||
    isContention(
      (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError,
      depth + 1,
    )
  );
}
