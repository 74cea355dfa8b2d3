import { Injectable } from '@nestjs/common';
import type { Claims } from './access-tokens';

/**
 * The revoked sessions, as far as this process knows them. `RevokedSessionsModule` of projections provides them; with it,
 * the service refuses the tokens of revoked sessions at all its endpoints.
 */
@Injectable()
export abstract class SessionRevocations {
  /** Returns whether the session of a token was revoked, or may have been. */
  abstract covers(token: Pick<Claims, 'sid' | 'iat'>): boolean;
}
