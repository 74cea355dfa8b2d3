import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import type { ErrorType } from '../errors/error-type';
import { problemMediaType, problemOf } from '../errors/problem';
import { newId } from '../ids/new-id';

/** How long a refused client may take to read the response and close. */
const lingerMs = 1_000;

const types: Readonly<Record<string, ErrorType>> = {
  HPE_HEADER_OVERFLOW: commonErrors.HEADERS_TOO_LARGE,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: commonErrors.BODY_TOO_LARGE,
  ERR_HTTP_REQUEST_TIMEOUT: commonErrors.REQUEST_TIMEOUT,
};

/** Node's private reference to the response of the current request on a connection. */
interface HttpSocket extends Socket {
  readonly _httpMessage?: { readonly headersSent: boolean } | null;
}

/**
 * Responds with a problem to a request that Node's HTTP parser refuses, which never becomes a request of Fastify: a
 * malformed or too large head, a malformed body, a request that takes too long to arrive. Then closes the connection.
 *
 * @returns the error that was sent; undefined when the connection was already lost or in the middle of a response
 */
export function answerClientError(
  error: Error & { readonly code?: string },
  socket: Socket,
): AppError | undefined {
  if (socket.writableEnded) return undefined;
  const inResponse = (socket as HttpSocket)._httpMessage?.headersSent === true;

  if (error.code === 'ECONNRESET' || !socket.writable || inResponse) {
    socket.destroy();
    return undefined;
  }

  const refusal = new AppError(types[error.code ?? ''] ?? commonErrors.BAD_REQUEST);
  socket.end(messageOf(refusal));
  // An immediate close could discard the response, because the rest of the request is still arriving.
  const linger = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(linger));

  return refusal;
}

function messageOf(refusal: AppError): string {
  const requestId = newId();
  const body = JSON.stringify(problemOf(refusal, requestId));

  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`,
    `content-type: ${problemMediaType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    `x-request-id: ${requestId}`,
    'connection: close',
  ];

  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
