import { isOutage } from '@tribe/service-kit';

/** Errors that the handler may also cause itself, by locking or computing too much. */
const contentionCodes = new Set(['57014', '40001', '40P01', '55P03', '25P04', 'P2028', 'P2034']);

/** How long contention counts as a failure of the environment, in milliseconds. */
const contentionGraceMs = 600_000;

const maxCauseDepth = 5;

/**
 * Returns whether the environment caused a failure: the database is down, restarting or out of connections. Such
 * failures never count as tries. Locks and timeouts count after ten minutes; otherwise an event that always times out
 * would block its entity forever.
 */
export function isEnvironmentFailure(error: unknown, failingForMs: number): boolean {
  return isOutage(error) && (failingForMs < contentionGraceMs || !isContention(error, 0));
}

function isContention(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth > maxCauseDepth) return false;
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
