import { Injectable } from '@nestjs/common';
import { RevokedSessions } from '@tribe/projections';
import { AccessTokens, AppError, type Caller } from '@tribe/service-kit';
import { bearerTokenOf } from '@tribe/service-kit/edge';
import { errors } from '../errors';

/** Authenticates requests at the edge. Owners verify the token again, because they do not trust the internal network. */
@Injectable()
export class EdgeAccess {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly revoked: RevokedSessions,
  ) {}

  /** @throws AppError AUTHENTICATION_REQUIRED, TOKEN_EXPIRED, TOKEN_INVALID, SESSION_REVOKED or SERVICE_UNAVAILABLE */
  async authenticate(authorization: string | undefined): Promise<Caller> {
    const token = bearerTokenOf(authorization);

    const {
      user_id: userId,
      sid: sessionId,
      username,
      roles,
    } = this.tokens.recall(token) ?? (await this.tokens.verify(token));

    if (this.revoked.has(sessionId)) throw new AppError(errors.SESSION_REVOKED);

    return { userId, sessionId, username, roles };
  }
}
