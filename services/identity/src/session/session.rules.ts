import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** How long a client whose answer got lost may repeat a refresh and gets the same successor. */
export const refreshGraceMs = 60_000;

export interface SessionState {
  readonly revokedAt: Date | null;
  readonly expiresAt: Date;
}

export interface RefreshTokenState {
  readonly rotatedAt: Date | null;
  readonly expiresAt: Date;
}

/**
 * - `rotate`: the token is the newest of its session; it gets a successor
 * - `end-session`: the token was replaced long ago, so two parties hold tokens of the session
 */
export type RefreshChange = 'rotate' | 'end-session';

/** Decides what a genuine refresh token leads to. A token that was replaced moments ago keeps its successor. */
export function decideRefresh(
  session: SessionState,
  token: RefreshTokenState,
  now: Date,
): Decision<RefreshChange> {
  if (session.revokedAt || session.expiresAt <= now || token.expiresAt <= now)
    return refuse(errors.SESSION_REVOKED);
  if (!token.rotatedAt) return change('rotate');
  const ageMs = now.getTime() - token.rotatedAt.getTime();

  return ageMs > refreshGraceMs ? change('end-session') : keep;
}
