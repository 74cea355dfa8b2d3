/** SQLSTATE and Prisma codes of a transaction that conflicted with another and can be retried. */
const conflictCodes = new Set(['40001', '40P01', 'P2034']);
const maxDepth = 5;

/** Returns true for deadlocks and serialization failures, including wrapped errors of the driver. */
export function isTransactionConflict(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > maxDepth) return false;
  const { code, originalCode, kind, cause, meta } = error as Record<string, unknown>;
  if (conflictCodes.has(String(code)) || conflictCodes.has(String(originalCode))) return true;
  if (kind === 'TransactionWriteConflict') return true;

  const wrapped =
    typeof meta === 'object' && meta !== null
      ? (meta as Record<string, unknown>)['driverAdapterError']
      : undefined;

  return isTransactionConflict(cause, depth + 1) || isTransactionConflict(wrapped, depth + 1);
}
