import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
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
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });

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
