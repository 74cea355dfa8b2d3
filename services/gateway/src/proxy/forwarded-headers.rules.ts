import type { IncomingHttpHeaders } from 'node:http';

/**
 * The headers of clients that are forwarded to owners. All others are dropped: hop-by-hop headers, and headers that
 * only the gateway may set (`x-user-id`, `x-forwarded-*`, `x-request-id`, `traceparent`).
 */
const requestHeaders = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'last-event-id',
  'prefer',
  'range',
  'user-agent',
] as const;

/** Headers that apply to a single connection (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Values that the gateway sets for the owner. */
export interface Provenance {
  readonly requestId: string;
  readonly traceparent: string;
  /** The address of the client: that of the socket, or the one reported by trusted proxies. */
  readonly clientAddress: string;
  readonly protocol: string;
}

/** Returns the headers for the owner as alternating names and values. */
export function headersForOwner(
  headers: IncomingHttpHeaders,
  { requestId, traceparent, clientAddress, protocol }: Provenance,
): string[] {
  const forwarded = ['x-request-id', requestId, 'traceparent', traceparent];
  forwarded.push('x-forwarded-for', clientAddress, 'x-forwarded-proto', protocol);

  for (const name of requestHeaders) {
    const value = headers[name];
    if (typeof value === 'string') forwarded.push(name, value);
  }

  return forwarded;
}

type HeaderValue = string | string[] | undefined;

/** Adds the owner's headers to those of the gateway, which take precedence. */
export function addOwnersHeaders(
  answer: Record<string, unknown>,
  fromOwner: Readonly<Record<string, HeaderValue>>,
): void {
  const named = namedBy(fromOwner.connection);
  for (const name in fromOwner) {
    if (hopByHop.has(name) || name in answer || named?.includes(name)) continue;
    answer[name] = fromOwner[name];
  }
}

/** Returns the headers that `Connection` declares as hop-by-hop; usually none. */
function namedBy(connection: HeaderValue): string[] | undefined {
  if (typeof connection !== 'string' || connection === 'keep-alive') return undefined;

  return connection
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
}
