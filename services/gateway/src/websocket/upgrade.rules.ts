import type { IncomingMessage } from 'node:http';
import { namesCredential } from '@tribe/service-kit';

/** The reason for refusing a handshake. */
export type Refusal =
  | 'token in url'
  | 'not websocket transport'
  | 'origin'
  | 'too many'
  | 'too fast'
  | 'full'
  | 'unavailable';

const problems: Readonly<Record<Refusal, { status: string; code: string; title: string }>> = {
  'token in url': {
    status: '400 Bad Request',
    code: 'BAD_REQUEST',
    title: 'Send the token in auth, not in the URL',
  },
  'not websocket transport': {
    status: '400 Bad Request',
    code: 'BAD_REQUEST',
    title: 'Only the websocket transport is supported',
  },
  origin: {
    status: '403 Forbidden',
    code: 'PERMISSION_DENIED',
    title: 'Pages of this origin may not connect',
  },
  'too many': {
    status: '429 Too Many Requests',
    code: 'RATE_LIMITED',
    title: 'Too many connections from this address',
  },
  'too fast': {
    status: '429 Too Many Requests',
    code: 'RATE_LIMITED',
    title: 'Too many new connections from this address',
  },
  full: { status: '503 Service Unavailable', code: 'OVERLOADED', title: 'The service is busy' },
  unavailable: {
    status: '503 Service Unavailable',
    code: 'UPSTREAM_UNAVAILABLE',
    title: 'Live updates are temporarily unavailable',
  },
};

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
export function refusalOf(
  { url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  allows: (origin: string | undefined) => boolean,
): Refusal | undefined {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  if ([...query.keys()].some(namesCredential)) return 'token in url';
  if (query.get('transport') !== 'websocket') return 'not websocket transport';
  if (!allows(headers.origin)) return 'origin';

  return undefined;
}

/** Returns the complete HTTP response to a refused handshake. */
export function refusalText(refusal: Refusal, retryAfterSeconds = 5): string {
  const { status, code, title } = problems[refusal];

  const body = JSON.stringify({
    type: `https://tribe.app/problems/${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status: Number(status.slice(0, 3)),
    code,
  });

  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(mayRetry(status) ? [`retry-after: ${retryAfterSeconds}`] : []),
    'connection: close',
  ];

  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function mayRetry(status: string): boolean {
  return status.startsWith('429') || status.startsWith('5');
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
