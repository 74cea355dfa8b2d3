import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Publishes a key set for systems without identity. */
export class JwksServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(keySet: object): Promise<JwksServer> {
    const body = JSON.stringify(keySet);

    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });

    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    return new JwksServer(server, `http://127.0.0.1:${port}/.well-known/jwks.json`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
