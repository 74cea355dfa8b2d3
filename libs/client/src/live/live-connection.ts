import { TribeError } from '../http/tribe-error';
import type { ClientEvents, ServerEvents } from '../sockets.generated';
import type { LiveSocket, OpenSocket } from './live-socket';

/** Maximum wait for the connection, and for an answer of the server, in milliseconds. */
const timeoutMs = 10_000;

/** The end of a connection. */
export interface Ending {
  /** Of the network or the server: `transport close`, `io server disconnect`. */
  readonly reason: string;
  /** The code with which the server refused the connection. */
  readonly code: string | undefined;
  /** The time that the server asked the client to wait, in milliseconds. */
  readonly reconnectInMs: number | undefined;
}

type Acknowledgement =
  | { readonly ok: true; readonly body?: unknown }
  | { readonly ok: false; readonly code: string; readonly detail: string };

type Refusal = Error & { readonly data?: { readonly code?: string } };

/** Receives the events of a connection. */
export interface ConnectionListener {
  /** The server has accepted the connection. */
  onConnected(): void;
  onEvent(name: string, payload: unknown): void;
}

/** One connection to the server. It does not connect again. */
export class LiveConnection {
  /** Resolves when the connection has ended or was refused. */
  readonly ended: Promise<Ending>;
  private readonly socket: LiveSocket;
  private reconnectInMs: number | undefined;
  private end: (reason: string, code?: string) => void = () => undefined;

  constructor(
    url: string,
    /** The token that the server knows. */
    public token: string,
    open: OpenSocket,
    listener: ConnectionListener,
  ) {
    this.socket = open(url, {
      path: '/ws',
      auth: { token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: timeoutMs,
    });

    this.ended = new Promise((resolve) => {
      this.end = (reason, code) => resolve({ reason, code, reconnectInMs: this.reconnectInMs });
    });

    this.socket.on('disconnect', (reason: string) => this.end(reason));
    this.socket.on('connect_error', ({ message, data }: Refusal) => this.end(message, data?.code));

    this.socket.on('connected', () => listener.onConnected());

    this.socket.on('draining', (hint: ServerEvents['draining']) => {
      this.reconnectInMs = hint.reconnect_in_ms;
    });

    this.socket.onAny((name, payload) => listener.onEvent(name, payload));
  }

  /**
   * Sends an event, waits for the acknowledgement, and returns its body, if it has one.
   *
   * @throws TribeError with the code of the server, or TIMEOUT, or NETWORK_ERROR when the connection ends first
   */
  async request<Name extends keyof ClientEvents>(
    name: Name,
    payload: ClientEvents[Name],
  ): Promise<unknown> {
    const answer = this.socket
      .timeout(timeoutMs)
      .emitWithAck(name, payload) as Promise<Acknowledgement>;

    const acknowledgement = await Promise.race([
      answer.catch(() => {
        throw new TribeError('TIMEOUT', 'No answer in time');
      }),
      this.ended.then(({ reason }) => {
        throw new TribeError('NETWORK_ERROR', reason);
      }),
    ]);

    if (!acknowledgement.ok) throw new TribeError(acknowledgement.code, acknowledgement.detail);

    return acknowledgement.body;
  }

  close(): void {
    this.socket.disconnect();
    // A socket that is still connecting emits nothing.
    this.end('closed by the app');
  }
}
