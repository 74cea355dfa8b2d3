import { Injectable } from '@nestjs/common';
import { RevokedSessions } from '@tribe/projections';
import { AccessTokens, AppError, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import type { SocketSession, TribeSocket } from '../socket/socket.types';
import { RefusedTokens } from './refused-tokens';

/** Time between the warning and the expiry of a token, in which the client can renew it on the open socket. */
const warningMs = 60_000;
/** Maximum delay of a timer in Node. Tokens are valid for an hour, so only a faulty token reaches it. */
const maxTimerMs = 2 ** 31 - 1;

/** Authenticates sockets, and disconnects them when their token expires. */
@Injectable()
export class SocketAuth {
  private readonly timers = new Map<string, NodeJS.Timeout[]>();

  constructor(
    private readonly tokens: AccessTokens,
    private readonly revoked: RevokedSessions,
    private readonly clock: Clock,
    private readonly refusedTokens: RefusedTokens,
  ) {}

  /**
   * Verifies the token of a socket and returns its session. Counts a refused token by address.
   *
   * @throws AppError AUTHENTICATION_REQUIRED, TOKEN_EXPIRED, TOKEN_INVALID, SESSION_REVOKED or RATE_LIMITED
   */
  async authenticate(socket: TribeSocket, token: unknown): Promise<SocketSession> {
    try {
      return await this.sessionOf(token);
    } catch (error) {
      await this.refusedTokens.count(socket);
      throw error;
    }
  }

  private async sessionOf(token: unknown): Promise<SocketSession> {
    if (typeof token !== 'string' || token.length === 0)
      throw new AppError(errors.AUTHENTICATION_REQUIRED);
    const claims = await this.tokens.verify(token);
    const refusal = this.revoked.refusalOf(claims);
    if (refusal !== undefined) throw new AppError(refusal);

    return {
      userId: claims.user_id,
      sessionId: claims.sid,
      username: claims.username,
      roles: claims.roles,
      expiresAt: new Date(claims.exp * 1000),
    };
  }

  isRevoked(sessionId: string): boolean {
    return this.revoked.has(sessionId);
  }

  /** Calls back for each session that is revoked, on every pod. */
  onRevoked(callback: (sessionId: string) => void): void {
    this.revoked.onRevoked(callback);
  }

  /** Warns the socket before its token expires, and disconnects it when the token expires. */
  watchExpiry(socket: TribeSocket): void {
    this.forget(socket);
    const { expiresAt } = socket.data;
    const remaining = Math.min(expiresAt.getTime() - this.clock.now().getTime(), maxTimerMs);

    const warn = setTimeout(
      () => socket.emit('auth.expiring', { expires_at: expiresAt.toISOString() }),
      Math.max(0, remaining - warningMs),
    );

    const cut = setTimeout(() => socket.disconnect(true), Math.max(0, remaining));
    this.timers.set(socket.id, [warn, cut]);
  }

  /**
   * Replaces the token of an open socket.
   *
   * @throws AppError like {@link authenticate}; TOKEN_INVALID when the token belongs to another session
   */
  async renew(socket: TribeSocket, token: string): Promise<void> {
    const session = await this.authenticate(socket, token);

    if (session.userId !== socket.data.userId || session.sessionId !== socket.data.sessionId) {
      throw new AppError(errors.TOKEN_INVALID, { detail: 'The token belongs to another session' });
    }

    Object.assign(socket.data, session);
    this.watchExpiry(socket);
  }

  forget(socket: TribeSocket): void {
    for (const timer of this.timers.get(socket.id) ?? []) clearTimeout(timer);
    this.timers.delete(socket.id);
  }
}
