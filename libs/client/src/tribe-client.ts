import type { DeleteCalls, GetCalls, PatchCalls, PostCalls, PutCalls } from './api.generated';
import { Chat } from './chat/chat';
import { ChatStore } from './chat/chat-store';
import type { CallArguments, CallInputs, ResponseOf } from './http/call-types';
import { Calls } from './http/calls';
import { Sender } from './http/sender';
import { Live } from './live/live';
import type { OpenSocket } from './live/live-socket';
import { LocationSharing } from './live/location-sharing';
import { QueueStore } from './queue/queued-write';
import { WriteQueue } from './queue/write-queue';
import { ClientSession } from './session/client-session';
import { SessionStore } from './session/stored-session';
import { memoryStorage, type TextStorage } from './support/storage';

/** Options of a {@link TribeClient}. */
export interface TribeClientOptions {
  /** Of the server: `https://api.tribe.example`. */
  readonly url: string;
  /** Keeps the session, and what could not be sent. Default: the memory of this client. */
  readonly storage?: TextStorage;
  /** The queue refuses writes above this number. Default 200. */
  readonly maxQueuedWrites?: number;
  /** Milliseconds until a call fails, with all its tries. Default 30 000. */
  readonly deadlineMs?: number;
  /** Milliseconds until one try of a call is given up. Default 10 000. */
  readonly tryTimeoutMs?: number;
  /** `io` of socket.io-client, for `live`. */
  readonly io?: OpenSocket;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * A client of Tribe for one user. All calls are named by method and path, as in `/docs` of the server. A call that fails
 * throws a {@link TribeError}; GET and POST are tried again first.
 *
 * @example
 * const tribe = new TribeClient({ url: 'https://api.tribe.example' });
 * await tribe.session.logIn({ email, password });
 * const goal = await tribe.post('/api/v1/goals', { body: { title: 'Trip', goal_type: 'individual' } });
 * const same = await tribe.get('/api/v1/goals/{goalId}', { path: { goalId: goal.id } });
 */
export class TribeClient {
  readonly session: ClientSession;
  /** The pushes of the server. */
  readonly live: Live;
  /** Shares the location of this device. */
  readonly location: LocationSharing;
  /** Writes that are sent when there is a connection. */
  readonly queue: WriteQueue;
  /** The conversations of the user. */
  readonly chat: Chat;
  private readonly calls: Calls;

  constructor(options: TribeClientOptions) {
    const { storage = memoryStorage(), deadlineMs = 30_000, tryTimeoutMs = 10_000 } = options;
    const url = options.url.replace(/(?<!\/)\/+$/, '');
    // Called as a function: browsers refuse their `fetch` as a method of another object.
    const fetcher: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
    const sender = new Sender({ fetch: fetcher, tryTimeoutMs });

    this.session = new ClientSession({ url, deadlineMs }, sender, new SessionStore(storage));
    this.calls = new Calls({ url, deadlineMs }, sender, this.session);

    this.queue = new WriteQueue(
      this.calls,
      this.session,
      new QueueStore(storage),
      options.maxQueuedWrites ?? 200,
    );

    this.live = new Live({ url, deadlineMs, io: options.io }, this.session);
    this.live.on('online', () => void this.queue.flush());
    this.location = new LocationSharing(this.live, this.session);

    const store = new ChatStore(storage);
    this.chat = new Chat(this.calls, this.session, this.live, this.queue, store);
  }

  get<Path extends keyof GetCalls>(
    path: Path,
    ...[options]: CallArguments<GetCalls[Path]>
  ): Promise<ResponseOf<GetCalls[Path]>> {
    return this.call('GET', path, options);
  }

  post<Path extends keyof PostCalls>(
    path: Path,
    ...[options]: CallArguments<PostCalls[Path]>
  ): Promise<ResponseOf<PostCalls[Path]>> {
    return this.call('POST', path, options);
  }

  put<Path extends keyof PutCalls>(
    path: Path,
    ...[options]: CallArguments<PutCalls[Path]>
  ): Promise<ResponseOf<PutCalls[Path]>> {
    return this.call('PUT', path, options);
  }

  patch<Path extends keyof PatchCalls>(
    path: Path,
    ...[options]: CallArguments<PatchCalls[Path]>
  ): Promise<ResponseOf<PatchCalls[Path]>> {
    return this.call('PATCH', path, options);
  }

  delete<Path extends keyof DeleteCalls>(
    path: Path,
    ...[options]: CallArguments<DeleteCalls[Path]>
  ): Promise<ResponseOf<DeleteCalls[Path]>> {
    return this.call('DELETE', path, options);
  }

  /** Ends the connection and all timers. The session stays open. */
  close(): void {
    this.chat.close();
    this.live.stop();
    this.queue.close();
  }

  /** The generated types are those of the server. */
  private async call<Response>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    inputs: CallInputs = {},
  ): Promise<Response> {
    return (await this.calls.call(method, path, inputs)) as Response;
  }
}
