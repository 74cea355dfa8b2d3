import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { testObjectStorage } from '@tribe/local-servers';

/** Stands between the service and the S3 server of the tests, and breaks when a test wants it to. */
export class StorageProxy {
  /** Requests that still succeed. */
  private left = Number.POSITIVE_INFINITY;
  private readonly server = http.createServer((request, response) => this.pass(request, response));

  static async start(): Promise<StorageProxy> {
    const proxy = new StorageProxy();
    await new Promise<void>((resolve) => {
      proxy.server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts the connection of every request after the next ones. */
  breakAfter(requests: number): void {
    this.left = requests;
  }

  repair(): void {
    this.left = Number.POSITIVE_INFINITY;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private pass(request: http.IncomingMessage, response: http.ServerResponse): void {
    this.left -= 1;

    if (this.left < 0) {
      request.socket.destroy();
      return;
    }

    const { method, url, headers } = request;
    // The signature contains the host of the proxy.
    const forwarded = http.request(new URL(url ?? '/', testObjectStorage().endpoint), {
      method,
      headers,
    });

    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });

    forwarded.on('error', () => response.destroy());
    request.on('error', () => forwarded.destroy());
    request.pipe(forwarded);
  }
}
