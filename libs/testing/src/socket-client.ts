import { io, type Socket } from 'socket.io-client';
import { patienceMs } from './patience';

export interface ReceivedSocketEvent {
  readonly event: string;
  readonly payload: unknown;
}

export interface NextOptions<T> {
  /** How long to wait, in milliseconds. Default {@link patienceMs}. */
  readonly timeoutMs?: number;
  /** Skips events with this name that do not match. */
  readonly where?: (payload: T) => boolean;
}

/** Tests assert payloads field by field, so payloads are untyped. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/**
 * The socket of a client. Stores all received events, so that `next` also finds earlier ones.
 *
 * @example
 * const socket = await brian.socket();
 * const update = await socket.next('goal.update');
 */
export class SocketClient {
  /** All received events, oldest first. */
  readonly received: ReceivedSocketEvent[] = [];
  /** Reason for which the server or the network closed the socket; undefined while it is open. */
  closedBecause: string | undefined;

  private readonly consumed = new Set<ReceivedSocketEvent>();
  private readonly watchers = new Set<() => void>();

  private constructor(private readonly socket: Socket) {
    socket.onAny((event: string, payload: unknown) => {
      this.received.push({ event, payload });
      this.notify();
    });
    socket.on('disconnect', (reason) => {
      this.closedBecause = reason;
      this.notify();
    });
  }

  /**
   * Connects over WebSocket only.
   *
   * @throws Error with the server's reason when the server refuses the socket
   */
  static async connect(
    url: string,
    auth: Record<string, unknown>,
    timeoutMs = patienceMs,
  ): Promise<SocketClient> {
    const socket = io(url, {
      path: '/ws',
      auth,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: timeoutMs,
    });
    const client = new SocketClient(socket);
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      return client;
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  /** Waits for and returns the oldest event with this name that `next` has not returned before. */
  async next<T = Loose>(
    event: string,
    { timeoutMs = patienceMs, where = () => true }: NextOptions<T> = {},
  ): Promise<T> {
    const find = () =>
      this.received.find(
        (entry) => entry.event === event && !this.consumed.has(entry) && where(entry.payload as T),
      );

    const found = await this.until(
      find,
      timeoutMs,
      () => `No ${event} within ${timeoutMs} ms. ${this.summary()}`,
    );

    this.consumed.add(found);

    return found.payload as T;
  }

  /** Sends an event and returns the server's acknowledgement. */
  request<T = Loose>(event: string, payload: unknown, timeoutMs = patienceMs): Promise<T> {
    return this.socket.timeout(timeoutMs).emitWithAck(event, payload);
  }

  /** Sends an event without waiting for an acknowledgement. */
  emit(event: string, payload: unknown): void {
    this.socket.emit(event, payload);
  }

  /** Resolves to the reason when the server or the network has closed the socket. */
  async closed(timeoutMs = patienceMs): Promise<string> {
    return this.until(
      () => this.closedBecause,
      timeoutMs,
      () => `The socket is still open after ${timeoutMs} ms`,
    );
  }

  close(): void {
    this.socket.close();
  }

  private notify(): void {
    for (const watcher of this.watchers) watcher();
  }

  private until<T>(
    find: () => T | undefined,
    timeoutMs: number,
    explain: () => string,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        finish();
        resolve(found);
      };

      const timer = setTimeout(() => {
        finish();
        reject(new Error(explain()));
      }, timeoutMs);

      const finish = () => {
        clearTimeout(timer);
        this.watchers.delete(look);
      };

      this.watchers.add(look);
      look();
    });
  }

  private summary(): string {
    const names = this.received.map((entry) => entry.event);
    const closed = this.closedBecause ? ` The socket was closed: ${this.closedBecause}.` : '';
    return `Received so far: ${names.length === 0 ? 'nothing' : names.join(', ')}.${closed}`;
  }
}
