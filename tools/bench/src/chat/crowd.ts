import { io, type Socket } from 'socket.io-client';

const connectingAtOnce = 50;
const arrivalTimeoutMs = 10_000;

interface Awaited {
  left: number;
  readonly resolve: (at: number) => void;
}

interface Push {
  readonly message: { readonly content: string };
}

/** Many open sockets, and the arrivals of messages at them. */
export class Crowd {
  readonly sockets: Socket[] = [];
  private readonly awaited = new Map<string, Awaited>();

  /** @param authOf what each socket sends with its handshake */
  static async gather(
    url: string,
    path: string,
    authOf: readonly Record<string, unknown>[],
  ): Promise<Crowd> {
    const crowd = new Crowd();

    for (let start = 0; start < authOf.length; start += connectingAtOnce) {
      const batch = authOf.slice(start, start + connectingAtOnce);
      await Promise.all(batch.map((auth) => crowd.add(url, path, auth)));
    }

    return crowd;
  }

  /** Resolves to the time at which a number of sockets have received a message. */
  arrivalOf(content: string, receivers: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`"${content}" did not reach everyone`)),
        arrivalTimeoutMs,
      );
      this.awaited.set(content, {
        left: receivers,
        resolve: (at) => {
          clearTimeout(timer);
          resolve(at);
        },
      });
    });
  }

  disperse(): void {
    for (const socket of this.sockets) socket.close();
  }

  private async add(url: string, path: string, auth: Record<string, unknown>): Promise<void> {
    const options = { path, auth, transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(url, options);
    this.sockets.push(socket);
    socket.on('message.new', ({ message }: Push) => this.arrive(message.content));

    await new Promise<void>((resolve, reject) => {
      socket.once('connected', () => resolve());
      socket.once('connect_error', reject);
    });
  }

  private arrive(content: string): void {
    const awaited = this.awaited.get(content);
    if (awaited === undefined) return;
    awaited.left -= 1;
    if (awaited.left > 0) return;
    this.awaited.delete(content);
    awaited.resolve(performance.now());
  }
}
