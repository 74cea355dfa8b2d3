import { isIP } from 'node:net';

/** A client whose answer got lost may repeat a refresh for this long and gets the same successor. */
export const refreshGraceMs = 60_000;

export interface SessionState {
  revokedAt: Date | null;
  expiresAt: Date;
}

export interface RefreshTokenState {
  rotatedAt: Date | null;
  expiresAt: Date;
}

/**
 * What a genuine refresh token that comes in deserves.
 *
 * - `rotate`: it is the newest of its family; it gets a successor
 * - `repeat`: its successor was issued moments ago; the same one is handed out again
 * - `reuse`: it was replaced long ago, so two parties hold the family; the session ends
 * - `refuse`: the session or the token is over
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'reuse' | 'refuse';

export function judgeRefresh(
  session: SessionState,
  token: RefreshTokenState,
  now: Date,
): RefreshVerdict {
  if (session.revokedAt || session.expiresAt <= now || token.expiresAt <= now) return 'refuse';
  if (!token.rotatedAt) return 'rotate';
  return now.getTime() - token.rotatedAt.getTime() <= refreshGraceMs ? 'repeat' : 'reuse';
}

/** A proxy may forward anything; a column of addresses takes only addresses, without a zone. */
export function storableAddress(ip: string): string | undefined {
  return isIP(ip) && !ip.includes('%') ? ip : undefined;
}
