import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AppError } from '../errors/app-error';
import { problemMediaType, problemOf } from '../errors/problem';
import { newId } from '../ids/new-id';
import { securityHeaders } from './security-headers';

/** How long a refused client may take to read the response and close. */
const lingerMs = 1_000;

/**
 * Sends a problem on a connection for which no response object exists, such as a refused upgrade, and closes it. Does
 * nothing if the connection was already ended.
 */
export function refuseConnection(socket: Duplex, refusal: AppError): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.on('error', () => socket.destroy());
  socket.end(messageOf(refusal));
  // An immediate close could discard the response, because the rest of the request is still arriving.
  const linger = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(linger));
}

function messageOf(refusal: AppError): string {
  const { status, retryAfterSeconds } = refusal;
  const requestId = newId();
  const body = JSON.stringify(problemOf(refusal, requestId));

  const headers = {
    ...securityHeaders,
    'content-type': problemMediaType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(retryAfterSeconds !== undefined && { 'retry-after': retryAfterSeconds }),
    connection: 'close',
  };

  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...head, '', body].join('\r\n');
}
