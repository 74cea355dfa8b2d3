import type { IncomingMessage, RequestListener, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, refuseConnection, securityHeaders } from '@tribe/service-kit';
import { errors } from '../errors';
import { flawOf, isHandshake } from './handshake.rules';
import type { TribeServer } from './socket.types';

/**
 * Attaches socket.io to an HTTP server so that it gets only handshakes that it accepts. It refuses in forms of its own;
 * here, every refusal is a problem with the headers of the other responses.
 */
export function attachToHandshakes(server: HttpServer, attach: () => TribeServer): TribeServer {
  const requestListeners = server.listeners('request') as RequestListener[];
  const io = attach();
  io.engine.on('headers', (headers: object) => Object.assign(headers, securityHeaders));

  // Without long polling, engine.io has nothing to do with requests that are not upgraded.
  server.removeAllListeners('request').removeAllListeners('upgrade');
  for (const listener of requestListeners) server.on('request', listener);
  Object.assign(server, { shouldUpgradeCallback: isHandshake });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const detail = flawOf(request);
    if (detail === undefined) io.engine.handleUpgrade(request, socket, head);
    else refuseConnection(socket, new AppError(errors.BAD_REQUEST, { detail }));
  });

  return io;
}
