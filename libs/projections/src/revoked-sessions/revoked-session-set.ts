import { type Claims, commonErrors, type ErrorType } from '@tribe/service-kit';

/** Default maximum size; takes about 30 MB. */
const defaultMaxSessions = 200_000;

/** A bounded set of revoked sessions with their expiry; drops the oldest when it is full, and knows until when it did. */
export class RevokedSessionSet {
  /** Expiry in Unix milliseconds by session id, in order of arrival, which is roughly the order of revocation. */
  private readonly expiresAt = new Map<string, number>();
  /** Expiry of the newest session that was dropped before it expired. */
  private forgottenUntil = 0;

  /**
   * @param keepMs how long a session is held after its revocation
   * @param maxSessions maximum number of held sessions
   */
  constructor(
    private readonly keepMs: number,
    private readonly maxSessions = defaultMaxSessions,
  ) {}

  /** @returns false when the session is already known or expired */
  add(sessionId: string, revokedAt: Date, now: Date): boolean {
    const expiresAt = revokedAt.getTime() + this.keepMs;
    if (this.expiresAt.has(sessionId) || expiresAt <= now.getTime()) return false;
    // Its tokens are refused already. Held again after a reconnect, it would push out a session that is still held.
    if (expiresAt <= this.forgottenUntil) return true;
    this.makeRoom(now);
    this.expiresAt.set(sessionId, expiresAt);

    return true;
  }

  has(sessionId: string, now: Date): boolean {
    const expiresAt = this.expiresAt.get(sessionId);
    return expiresAt !== undefined && expiresAt > now.getTime();
  }

  /**
   * Returns the error for a token of a revoked session; undefined for any other. A token that was issued before the
   * revocation of a session that was dropped too early is refused as expired: it may belong to that session, and if not,
   * its client refreshes it.
   */
  refusalOf({ sid, iat }: Pick<Claims, 'sid' | 'iat'>, now: Date): ErrorType | undefined {
    if (this.has(sid, now)) return commonErrors.SESSION_REVOKED;
    return this.mayHaveForgotten(iat * 1_000, now) ? commonErrors.TOKEN_EXPIRED : undefined;
  }

  get size(): number {
    return this.expiresAt.size;
  }

  private mayHaveForgotten(issuedAt: number, now: Date): boolean {
    const { forgottenUntil } = this;
    return forgottenUntil > now.getTime() && issuedAt <= forgottenUntil - this.keepMs;
  }

  private makeRoom(now: Date): void {
    for (const [sessionId, expiresAt] of this.expiresAt) {
      if (expiresAt > now.getTime() && this.expiresAt.size < this.maxSessions) return;
      if (expiresAt > now.getTime()) this.forgottenUntil = Math.max(this.forgottenUntil, expiresAt);
      this.expiresAt.delete(sessionId);
    }
  }
}
