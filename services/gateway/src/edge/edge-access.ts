import { Injectable } from '@nestjs/common';
import { RevokedSessions } from '@tribe/projections';
import { AccessTokens, AppError, type Caller, type Claims } from '@tribe/service-kit';
import { bearerTokenOf } from '@tribe/service-kit/edge';

/** Authenticates requests at the edge. Owners verify the token again, because they do not trust the internal network. */
@Injectable()
export class EdgeAccess {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly revoked: RevokedSessions,
  ) {}

  /**
   * Returns the caller of a known token whose session is not revoked; undefined when {@link authenticate} must decide.
   * Avoids a promise on the hot path.
   */
  recall(authorization: string | undefined): Caller | undefined {
    const claims = this.tokens.recall(bearerTokenOf(authorization));
    return claims === undefined || this.revoked.refusalOf(claims) ? undefined : callerOf(claims);
  }

  /** @throws AppError AUTHENTICATION_REQUIRED, TOKEN_EXPIRED, TOKEN_INVALID, SESSION_REVOKED or SERVICE_UNAVAILABLE */
  async authenticate(authorization: string | undefined): Promise<Caller> {
    const claims = await this.tokens.verify(bearerTokenOf(authorization));
    const refusal = this.revoked.refusalOf(claims);
    if (refusal !== undefined) throw new AppError(refusal);

    return callerOf(claims);
  }
}

function callerOf({ user_id: userId, sid: sessionId, username, roles }: Claims): Caller {
  return { userId, sessionId, username, roles };
}
