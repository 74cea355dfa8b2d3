import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
import { AppError } from '../errors/app-error';
import { commonErrors } from '../errors/common-errors';
import type { ErrorType } from '../errors/error-type';
import { problemMediaType, problemOf } from '../errors/problem';
import { answerClientError, handleUnusualRequests } from '../http/client-error';
import { securityHeaders } from '../http/security-headers';
import { newId } from '../ids/new-id';
import { Metrics } from './metrics';

/** The server of `/metrics`. */
export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the registry on a separate port, which the gateway never proxies. */
export async function serveMetrics(
  app: INestApplicationContext,
  host: string,
  port: number,
): Promise<MetricsServer> {
  const { registry } = app.get(Metrics);

  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      refuse(response, commonErrors.NOT_FOUND);
      return;
    }
    registry.metrics().then(
      (text) => send(response, 200, registry.contentType, text),
      () => refuse(response, commonErrors.INTERNAL_ERROR),
    );
  });

  server.on('clientError', answerClientError);
  handleUnusualRequests(server);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  const address = server.address() as AddressInfo;

  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, type: ErrorType): void {
  const problem = problemOf(new AppError(type), newId());
  send(response, problem.status, problemMediaType, JSON.stringify(problem));
}

function send(response: ServerResponse, status: number, mediaType: string, body: string): void {
  response
    .writeHead(status, {
      ...securityHeaders,
      'content-type': mediaType,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
    })
    .end(body);
}
