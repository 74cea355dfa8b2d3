import type { IncomingHttpHeaders } from 'node:http';

/**
 * What a client may say to an owner. Anything else stays here: hop-by-hop headers, and whatever a client might send to
 * pass for the gateway (`x-user-id`, `x-forwarded-*`, `x-request-id`, `traceparent`).
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
  'prefer',
  'range',
  'user-agent',
] as const;

/** Meant for one connection only (RFC 9110, 7.6.1). */
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

/** Set by the gateway for the owner. */
export interface Provenance {
  readonly requestId: string;
  readonly traceparent: string;
  /** The client's address as the gateway believes it: the socket's, or what trusted proxies said. */
  readonly clientAddress: string;
  readonly protocol: string;
}

/** Names and values for the owner, one after the other. */
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

/** Adds the owner's headers to those of the gateway, whose own win. */
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

/** Headers that `Connection` declares to be for this connection only; nearly always none. */
function namedBy(connection: HeaderValue): string[] | undefined {
  if (typeof connection !== 'string' || connection === 'keep-alive') return undefined;
  return connection.toLowerCase().split(/\s*,\s*/);
}
