import { Injectable } from '@nestjs/common';
import { Clock, type CredentialReplays, Database } from '@tribe/service-kit';
import { decodeJwt } from 'jose';
import { isSessionOpen } from './session.queries';

/** Stored responses of log-ins and refreshes are sent again only while their session is open. */
@Injectable()
export class SessionReplays implements CredentialReplays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The token comes from a response that identity has sealed itself, so its signature needs no check. */
  async isOpen(accessToken: string): Promise<boolean> {
    const { sid } = decodeJwt<{ sid: string }>(accessToken);
    return isSessionOpen(this.database, sid, this.clock.now());
  }
}
