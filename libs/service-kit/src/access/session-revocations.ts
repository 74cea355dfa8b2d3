import { Injectable } from '@nestjs/common';
import type { ErrorType } from '../errors/error-type';
import type { Claims } from './access-tokens';

/**
 * The revoked sessions, as far as this process knows them. `RevokedSessionsModule` of projections provides them; with it,
 * the service refuses the tokens of revoked sessions at all its endpoints.
 */
@Injectable()
export abstract class SessionRevocations {
  /**
   * Returns SESSION_REVOKED for a token of a revoked session, and TOKEN_EXPIRED for one that is older than revocations
   * which were forgotten for lack of room: its client refreshes it once. Undefined for any other token.
   */
  abstract refusalOf(token: Pick<Claims, 'sid' | 'iat'>): ErrorType | undefined;
}
