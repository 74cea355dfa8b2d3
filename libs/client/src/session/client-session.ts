import type {
  Login,
  LogInWithPasswordRequest,
  RegisterUserRequest,
  Registration,
} from '../api.generated';
import { authorized, requestOf } from '../http/request.rules';
import type { Sender } from '../http/sender';
import { TribeError } from '../http/tribe-error';
import { Emitter, type StopListening } from '../support/emitter';
import { newKey } from '../support/new-key';
import { endsRefresh, endsSession, needsNewToken } from './session.rules';
import { sessionOf, type SessionStore, type StoredSession, type Tokens } from './stored-session';

/** The token is refreshed this long before it expires, so that no call meets its expiry. */
const marginMs = 30_000;

/** Events of the session. */
export interface SessionEvents {
  /** A user logged in, or another user did. */
  signedIn: { readonly userId: string };
  /** `LOGGED_OUT`, or the code with which the server ended the session, such as `SESSION_REVOKED`. */
  signedOut: { readonly reason: string };
}

export interface SessionOptions {
  /** Without a slash at the end. */
  readonly url: string;
  readonly deadlineMs: number;
}

/** The login of the user: logs in and out, keeps the tokens in the storage, and refreshes them. */
export class ClientSession {
  private readonly events = new Emitter<SessionEvents>();
  private current: StoredSession | undefined;
  private loading: Promise<void> | undefined;
  private refreshing: Promise<string> | undefined;

  constructor(
    private readonly options: SessionOptions,
    private readonly sender: Sender,
    private readonly store: SessionStore,
  ) {}

  on<Name extends keyof SessionEvents>(
    name: Name,
    listener: (payload: SessionEvents[Name]) => void,
  ): StopListening {
    return this.events.on(name, listener);
  }

  /**
   * Logs in with a password. Adopt the response of every other login, such as `POST /api/v1/auth/google`, with `adopt`.
   *
   * @throws TribeError INVALID_CREDENTIALS; SECOND_FACTOR_REQUIRED, whose `problem` names the challenge
   */
  async logIn(credentials: LogInWithPasswordRequest): Promise<Login['user']> {
    const login = (await this.post('/api/v1/auth/login', credentials)) as Login;
    await this.adopt(login);

    return login.user;
  }

  /** Creates an account and logs in. */
  async register(account: RegisterUserRequest): Promise<Registration['user']> {
    const registration = (await this.post('/api/v1/auth/register', account)) as Registration;
    await this.adopt(registration);

    return registration.user;
  }

  /** Continues with the tokens of a login. */
  async adopt(login: Tokens & { readonly user: { readonly id: string } }): Promise<void> {
    await this.keep(sessionOf(login.user.id, login));
    this.events.emit('signedIn', { userId: login.user.id });
  }

  /**
   * Ends the session, on this device in any case.
   *
   * @throws TribeError when the server could not be reached: the session then stays open there until it expires
   */
  async logOut(): Promise<void> {
    const session = await this.load();
    if (session === undefined) return;

    try {
      await this.post('/api/v1/auth/logout', undefined, await this.accessToken());
    } catch (error) {
      if (!(error instanceof TribeError && error.status === 401)) throw error;
    } finally {
      await this.end(session, 'LOGGED_OUT');
    }
  }

  /** Returns the id of the user that is logged in; undefined when nobody is. */
  async userId(): Promise<string | undefined> {
    return (await this.load())?.userId;
  }

  /**
   * Returns an access token that is valid for a while; undefined when nobody is logged in. Refreshes it when necessary.
   *
   * @throws TribeError when the token has expired and cannot be refreshed
   */
  async accessToken(): Promise<string | undefined> {
    const session = await this.load();
    if (session === undefined) return undefined;
    if (session.expiresAt - Date.now() > marginMs) return session.accessToken;

    try {
      return await this.refresh();
    } catch (error) {
      const isUsable = this.current === session && session.expiresAt > Date.now();
      if (isUsable) return session.accessToken;
      throw error;
    }
  }

  /**
   * Replaces the tokens, once for all callers that wait for it.
   *
   * @throws TribeError
   */
  refresh(): Promise<string> {
    this.refreshing ??= this.exchange().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /**
   * Returns the token with which to repeat a refused request; undefined when repeating makes no sense. Ends the session when
   * the server has ended it.
   *
   * @param token of the refused request
   */
  async tokenAfterRefusal(error: unknown, token: string | undefined): Promise<string | undefined> {
    if (!(error instanceof TribeError) || token === undefined) return undefined;
    const { code } = error;
    if (!endsSession(code) && !needsNewToken(code)) return undefined;
    const session = await this.load();
    const isCurrent = session?.accessToken === token;
    if (!isCurrent || needsNewToken(code)) return this.tokenNewerThan(token);
    await this.end(session, code);

    return undefined;
  }

  /**
   * Returns the present token if it is another token, or else refreshes it; undefined when nobody is logged in.
   *
   * @throws TribeError
   */
  async tokenNewerThan(token: string): Promise<string | undefined> {
    const session = await this.load();
    // Another call has refreshed the token meanwhile, or another user has logged in.
    if (session?.accessToken !== token) return session?.accessToken;

    return this.refresh();
  }

  private async exchange(): Promise<string> {
    const known = await this.load();
    const session = await this.reload();
    if (session === undefined) throw new TribeError('SIGNED_OUT', 'Nobody is logged in');
    // Another tab with the same storage has refreshed the token.
    if (session.refreshToken !== known?.refreshToken) return session.accessToken;
    const { refreshToken, refreshKey, userId } = session;

    try {
      const body = { refresh_token: refreshToken };
      const path = '/api/v1/auth/refresh';
      const tokens = (await this.post(path, body, undefined, refreshKey)) as Tokens;
      if (this.current !== session) throw new TribeError('SIGNED_OUT', 'The session was replaced');
      await this.keep(sessionOf(userId, tokens));

      return tokens.access_token;
    } catch (error) {
      if (error instanceof TribeError && endsRefresh(error)) await this.end(session, error.code);
      throw error;
    }
  }

  private async post(
    path: string,
    body: unknown,
    token?: string,
    idempotencyKey = newKey(),
  ): Promise<unknown> {
    const { url, deadlineMs } = this.options;
    const request = requestOf(url, 'POST', path, { body }, idempotencyKey);
    const bounds = { deadline: Date.now() + deadlineMs };

    return (await this.sender.send(authorized(request, token), bounds)).body;
  }

  private async load(): Promise<StoredSession | undefined> {
    this.loading ??= this.reload().then(
      () => undefined,
      (error: unknown) => {
        this.loading = undefined;
        throw error;
      },
    );

    await this.loading;

    return this.current;
  }

  private async reload(): Promise<StoredSession | undefined> {
    const stored = await this.store.read();
    // Keeps the identity of an unchanged session, which a call in progress compares.
    if (stored?.refreshToken !== this.current?.refreshToken) this.current = stored;

    return this.current;
  }

  private async keep(session: StoredSession): Promise<void> {
    this.loading = Promise.resolve();
    this.current = session;
    await this.store.write(session);
  }

  /** Does nothing when the session has been replaced. */
  private async end(session: StoredSession, reason: string): Promise<void> {
    if (this.current?.refreshToken !== session.refreshToken) return;
    this.current = undefined;
    await this.store.clear();
    this.events.emit('signedOut', { reason });
  }
}
