/** Codes of sockets, Postgres (SQLSTATE) and Prisma for a server that is unreachable or cannot serve. */
const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '53000',
  '53100',
  '53200',
  '53300',
  '40001',
  '40P01',
  '55P03',
  '25006',
  '25P03',
  '25P04',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** Names of the errors that `@nats-io` and ioredis throw when the server is unreachable or does not answer. */
const outageNames = new Set([
  'ConnectionError',
  'ClosedConnectionError',
  'DrainingConnectionError',
  'NoResponders',
  'TimeoutError',
  'MaxRetriesPerRequestError',
  'JetStreamNotEnabled',
]);

/** Kinds of Prisma's driver adapter errors. */
const outageKinds = new Set([
  'DatabaseNotReachable',
  'SocketTimeout',
  'ConnectionClosed',
  'TooManyConnections',
  'TransactionWriteConflict',
]);

/** Messages of errors without a code: pg on a broken or exhausted pool, ioredis while offline. */
const outageMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Cannot use a pool after|Connection is closed|Command timed out|Stream isn't writeable)/;

const maxCauseDepth = 5;

/**
 * Returns true when the request did not cause the failure: Postgres, NATS or Redis is unreachable, is restarting, has
 * no free connection or timed out on a lock. Also checks `cause` and the errors that Prisma wraps.
 */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > maxCauseDepth) return false;
  const { code, name, kind, message, cause, originalCode, meta } = error as Record<string, unknown>;
  if (isOutageCode(code) || isOutageCode(originalCode)) return true;
  if (isIn(outageNames, name) || isIn(outageKinds, kind)) return true;
  if (typeof message === 'string' && outageMessages.test(message)) return true;

  return isOutage(cause, depth + 1) || isOutage(driverErrorIn(meta), depth + 1);
}

/** Returns the driver's error in the `meta` of a Prisma error for raw SQL (P2010). */
function driverErrorIn(meta: unknown): unknown {
  return typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta
    ? meta.driverAdapterError
    : undefined;
}

/** Includes SQLSTATE class 08, connection exceptions. */
function isOutageCode(code: unknown): boolean {
  return isIn(outageCodes, code) || (typeof code === 'string' && /^08.{3}$/.test(code));
}

function isIn(set: ReadonlySet<string>, value: unknown): boolean {
  return typeof value === 'string' && set.has(value);
}
