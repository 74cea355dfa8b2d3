import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy between a client and a server, which fails on demand. */
export class FaultyProxy {
  /** The number of answers that are still to be lost: the server receives the request, the client loses the connection. */
  answersToLose = 0;
  /** Whether answers are withheld while connections stay open. */
  isSilent = false;

  /** The number of withheld pieces of answers. */
  withheld = 0;

  private isOffline = false;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.serve(client));
  }

  static async start(target: string): Promise<FaultyProxy> {
    const server = createServer();
    const proxy = new FaultyProxy(server, new URL(target));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts all connections and refuses new ones. */
  goOffline(): void {
    this.isOffline = true;
    for (const socket of this.sockets) socket.destroy();
  }

  goOnline(): void {
    this.isOffline = false;
  }

  async stop(): Promise<void> {
    this.goOffline();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(client: Socket): void {
    if (this.isOffline) {
      client.destroy();
      return;
    }

    const upstream = connect(Number(this.target.port), this.target.hostname);
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };

    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        this.sockets.delete(socket);
        cut();
      });
    }

    client.pipe(upstream);

    upstream.on('data', (data) => {
      if (this.isSilent) {
        this.withheld += 1;
        return;
      }

      if (this.answersToLose === 0) {
        client.write(data);
        return;
      }

      this.answersToLose -= 1;
      cut();
    });
  }
}
