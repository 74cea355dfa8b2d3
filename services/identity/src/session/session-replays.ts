import { Injectable } from '@nestjs/common';
import { Clock, type CredentialReplays, Database } from '@tribe/service-kit';
import { decodeJwt } from 'jose';
import { mayRepeatTokens } from './session.queries';

/** Stored responses of logins and refreshes are sent again while their session is open and the password is unchanged. */
@Injectable()
export class SessionReplays implements CredentialReplays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The token comes from a response that identity has sealed itself, so its signature needs no check. */
  async mayRepeat(accessToken: string): Promise<boolean> {
    const { sid: sessionId, iat } = decodeJwt<{ sid: string; iat: number }>(accessToken);
    const issuedAt = new Date(iat * 1_000);

    return mayRepeatTokens(this.database, { sessionId, issuedAt }, this.clock.now());
  }
}
