import { Injectable } from '@nestjs/common';
import { AccessTokens, bearerTokenOf, type Caller } from '@tribe/service-kit';

/** The caller of a public endpoint that does more for a signed-in user. */
@Injectable()
export class OptionalCaller {
  constructor(private readonly tokens: AccessTokens) {}

  /**
   * Does not check that the session is open.
   *
   * @returns undefined without an access token
   * @throws AppError TOKEN_EXPIRED, TOKEN_INVALID: the client must not be treated like a stranger only because its token is
   * old; SERVICE_UNAVAILABLE
   */
  async from(authorization: string | undefined): Promise<Caller | undefined> {
    if (authorization === undefined) return undefined;
    const claims = await this.tokens.verify(bearerTokenOf(authorization));
    const { user_id: userId, sid: sessionId, username, roles } = claims;

    return { userId, sessionId, username, roles };
  }
}
