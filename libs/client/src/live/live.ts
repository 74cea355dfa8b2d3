import { TribeError } from '../http/tribe-error';
import type { ClientSession } from '../session/client-session';
import type { ClientEvents, ServerEvents } from '../sockets.generated';
import { type Backoff, backoffMs } from '../support/backoff.rules';
import { Emitter, type StopListening } from '../support/emitter';
import { pause, within } from '../support/within';
import { type Ending, LiveConnection } from './live-connection';
import type { OpenSocket } from './live-socket';
import { RecentIds } from './recent-ids';
import { type Channel, Subscriptions } from './subscriptions';

/** Events of the protocol, which the client handles itself. */
type ProtocolEvent = 'connected' | 'auth.expiring' | 'draining';

/** The pushes of the server, and the state of the connection. */
export interface LiveEvents extends Omit<ServerEvents, ProtocolEvent> {
  /**
   * The connection is open and all channels are subscribed. After a reconnect, pushes may be missing: read again what is
   * shown.
   */
  online: { readonly isReconnect: boolean };
  offline: { readonly reason: string };
  /** The server refuses a channel after a reconnect, for example because the goal was deleted. */
  unsubscribed: { readonly channel: Channel; readonly code: string };
}

const backoff: Backoff = { firstMs: 500, maxMs: 30_000 };
/** A connection that ends earlier counts as a failure. */
const stableMs = 10_000;

export interface LiveOptions {
  /** Without a slash at the end. */
  readonly url: string;
  readonly deadlineMs: number;
  /** `io` of socket.io-client; undefined when the app did not pass it. */
  readonly io: OpenSocket | undefined;
}

/** Receives the pushes of the server over a socket, which it opens again whenever it breaks. */
export class Live {
  private readonly events = new Emitter<LiveEvents>();
  private readonly states = new Emitter<{ connected: LiveConnection }>();
  private readonly recent = new RecentIds();
  private readonly subscriptions = new Subscriptions((lost) =>
    this.events.emit('unsubscribed', lost),
  );
  private running: AbortController | undefined;
  /** Aborted to end the pause before the next connection. */
  private waiting = new AbortController();
  private connection: LiveConnection | undefined;
  private isConnected = false;
  private wasOnline = false;

  constructor(
    private readonly options: LiveOptions,
    private readonly session: ClientSession,
  ) {
    // The channels belong to the user, and the connection to the session.
    session.on('signedOut', () => {
      this.subscriptions.clear();
      this.connection?.close();
    });
    session.on('signedIn', () => {
      this.connection?.close();
      this.waiting.abort();
    });
  }

  on<Name extends keyof LiveEvents>(
    name: Name,
    listener: (payload: LiveEvents[Name]) => void,
  ): StopListening {
    return this.events.on(name, listener);
  }

  /**
   * Connects, and stays connected while a user is logged in, until `stop`. Call it again when the device is online again, to
   * connect at once.
   *
   * @throws Error when the client was created without `io`
   */
  start(): void {
    if (this.options.io === undefined)
      throw new Error('Pass `io` of socket.io-client to TribeClient');
    this.waiting.abort();
    if (this.running !== undefined) return;
    this.running = new AbortController();
    void this.run(this.options.io, this.running.signal);
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
    this.waiting.abort();
    this.connection?.close();
  }

  /**
   * Subscribes to a channel, such as a goal, also on later connections. Starts the connection when necessary.
   *
   * @throws TribeError with the code of the refusal, or TIMEOUT without a connection; nothing is subscribed then
   */
  async subscribe(channel: Channel): Promise<void> {
    this.start();
    await within({ timeoutMs: this.options.deadlineMs }, async (ended) =>
      this.subscriptions.add(await this.connected(ended), channel),
    );
  }

  async unsubscribe(channel: Channel): Promise<void> {
    this.subscriptions.remove(channel);
    if (this.isConnected) await this.connection?.request('unsubscribe', channel);
  }

  /**
   * Sends an event when there is a connection, and returns the body of the acknowledgement.
   *
   * @throws TribeError with the code of the refusal, or TIMEOUT without a connection
   */
  async request<Name extends keyof ClientEvents>(
    name: Name,
    payload: ClientEvents[Name],
  ): Promise<unknown> {
    this.start();
    return within({ timeoutMs: this.options.deadlineMs }, async (ended) =>
      (await this.connected(ended)).request(name, payload),
    );
  }

  private connected(ended: AbortSignal): Promise<LiveConnection> {
    if (this.isConnected && this.connection !== undefined) return Promise.resolve(this.connection);

    return new Promise((resolve) => {
      const forget = this.states.on('connected', (connection) => {
        forget();
        resolve(connection);
      });
      ended.addEventListener('abort', forget);
    });
  }

  private async run(io: OpenSocket, signal: AbortSignal): Promise<void> {
    let failures = 0;

    while (!signal.aborted) {
      const since = Date.now();
      const ending = await this.connectOnce(io, signal);
      failures = Date.now() - since > stableMs ? 1 : failures + 1;
      const pauseMs = ending?.reconnectInMs ?? backoffMs(failures, backoff, Math.random());
      this.waiting = new AbortController();
      if (!signal.aborted) await pause(pauseMs, this.waiting.signal).catch(() => undefined);
    }
  }

  /** Resolves when the connection has ended. */
  private async connectOnce(io: OpenSocket, signal: AbortSignal): Promise<Ending | undefined> {
    const token = await this.session.accessToken().catch(() => undefined);
    if (token === undefined || signal.aborted) return undefined;

    const connection: LiveConnection = new LiveConnection(this.options.url, token, io, {
      onConnected: () => void this.welcome(connection),
      onEvent: (name, payload) => this.receive(connection, name, payload),
    });

    this.connection = connection;
    const ending = await connection.ended;
    this.connection = undefined;
    connection.close();
    if (this.isConnected) this.events.emit('offline', { reason: ending.reason });
    this.isConnected = false;
    if (ending.code !== undefined) await this.onRefusal(ending.code, token);

    return ending;
  }

  private async welcome(connection: LiveConnection): Promise<void> {
    this.isConnected = true;
    this.states.emit('connected', connection);
    await this.subscriptions.restore(connection);
    if (this.connection !== connection) return;
    this.events.emit('online', { isReconnect: this.wasOnline });
    this.wasOnline = true;
  }

  private receive(connection: LiveConnection, name: string, payload: unknown): void {
    if (name === 'auth.expiring') void this.renew(connection);
    else if (this.recent.isNew(name, payload))
      this.events.emit(name as keyof LiveEvents, payload as never);
  }

  /** Gives the open connection a new token. Without one, the server closes the connection, and the next one has it. */
  private async renew(connection: LiveConnection): Promise<void> {
    try {
      const token = await this.session.tokenNewerThan(connection.token);
      if (token === undefined) return;
      await connection.request('auth.renew', { token });
      connection.token = token;
    } catch (error) {
      if (!(error instanceof TribeError)) throw error;
    }
  }

  /** Refreshes a refused token, or ends the session. */
  private async onRefusal(code: string, token: string): Promise<void> {
    const refusal = new TribeError(code, 'The server refused the connection');
    await this.session.tokenAfterRefusal(refusal, token).catch(() => undefined);
  }
}
