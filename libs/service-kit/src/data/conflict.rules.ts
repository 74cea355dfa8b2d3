/** SQLSTATE and Prisma codes of a transaction that lost against another one and can simply be run again. */
const conflictCodes = new Set(['40001', '40P01', 'P2034']);
const deepest = 5;

/** True for deadlocks and serialization failures, however deep the driver's error is wrapped. */
export function isTransactionConflict(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > deepest) return false;
  const { code, originalCode, kind, cause, meta } = error as Record<string, unknown>;
  if (conflictCodes.has(String(code)) || conflictCodes.has(String(originalCode))) return true;
  if (kind === 'TransactionWriteConflict') return true;
  const wrapped =
    typeof meta === 'object' && meta !== null
      ? (meta as Record<string, unknown>)['driverAdapterError']
      : undefined;
  return isTransactionConflict(cause, depth + 1) || isTransactionConflict(wrapped, depth + 1);
}
