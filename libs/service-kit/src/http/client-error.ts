import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import type { ErrorType } from '../errors/error-type';
import { refuseConnection } from './refused-connection';

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
  refuseConnection(socket, refusal);

  return refusal;
}

/** Handles the requests to which Node itself would respond with an empty 417, or by closing the connection. */
export function handleUnusualRequests(server: Server): void {
  // An expectation other than 100-continue may be ignored.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));

  server.on('connect', (_request, socket) => {
    const detail = 'CONNECT is not supported';
    refuseConnection(socket, new AppError(commonErrors.BAD_REQUEST, { detail }));
  });
}
