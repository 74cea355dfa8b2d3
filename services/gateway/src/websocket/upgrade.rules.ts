import type { IncomingMessage } from 'node:http';
import { AppError, type ErrorType, namesCredential } from '@tribe/service-kit';
import { errors } from '../errors';

/** The reason for refusing a handshake. */
export type Refusal =
  | 'token in url'
  | 'not websocket transport'
  | 'origin'
  | 'too many'
  | 'too fast'
  | 'full'
  | 'unavailable';

const problems: Readonly<Record<Refusal, readonly [type: ErrorType, detail: string]>> = {
  'token in url': [errors.BAD_REQUEST, 'Send the token in auth, not in the URL'],
  'not websocket transport': [errors.BAD_REQUEST, 'Only the websocket transport is supported'],
  origin: [errors.PERMISSION_DENIED, 'Pages of this origin may not connect'],
  'too many': [errors.RATE_LIMITED, 'Too many connections from this address'],
  'too fast': [errors.RATE_LIMITED, 'Too many new connections from this address'],
  full: [errors.OVERLOADED, 'There are too many connections'],
  unavailable: [errors.UPSTREAM_UNAVAILABLE, 'Live updates are temporarily unavailable'],
};

/** When a client that is refused for no fault of the handshake may try again, if nothing else is known. */
const defaultRetrySeconds = 5;

const forwarded = [
  'origin',
  'user-agent',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
] as const;

/** Returns true for a WebSocket handshake at `/ws`. Everything else is an ordinary request. */
export function isHandshake({
  url = '',
  headers,
  method,
}: Pick<IncomingMessage, 'url' | 'headers' | 'method'>): boolean {
  const path = url.split('?', 1)[0];
  return (
    method === 'GET' &&
    (path === '/ws' || path === '/ws/') &&
    headers.upgrade?.toLowerCase() === 'websocket'
  );
}

/** Returns why the headers or the URL of a handshake are refused, or undefined. */
export function flawIn(
  { url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  allows: (origin: string | undefined) => boolean,
): Refusal | undefined {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  if ([...query.keys()].some(namesCredential)) return 'token in url';
  if (query.get('transport') !== 'websocket') return 'not websocket transport';
  if (!allows(headers.origin)) return 'origin';

  return undefined;
}

/** Returns the error that is sent to a refused handshake. */
export function errorOf(refusal: Refusal, retryAfterSeconds = defaultRetrySeconds): AppError {
  const [type, detail] = problems[refusal];
  const mayRetry = type.status === 429 || type.status >= 500;
  return new AppError(type, { detail, ...(mayRetry && { retryAfterSeconds }) });
}

/** Values that the gateway adds to a handshake. */
export interface UpgradeProvenance {
  readonly host: string;
  readonly requestId: string;
  readonly traceparent: string;
  readonly clientAddress: string;
}

/** Returns the handshake that is sent to realtime. */
export function upgradeRequest(
  { url = '/ws/', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  from: UpgradeProvenance,
): string {
  const lines = [
    `GET ${url} HTTP/1.1`,
    `host: ${from.host}`,
    'connection: Upgrade',
    'upgrade: websocket',
  ];

  lines.push(
    `x-request-id: ${from.requestId}`,
    `traceparent: ${from.traceparent}`,
    `x-forwarded-for: ${from.clientAddress}`,
  );

  for (const name of forwarded) {
    const value = headers[name];
    if (typeof value === 'string') lines.push(`${name}: ${value}`);
  }

  return `${lines.join('\r\n')}\r\n\r\n`;
}
