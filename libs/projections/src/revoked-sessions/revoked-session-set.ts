/** About 30 MB. With tokens that live an hour, fewer would do unless more sessions than this end within one. */
const maxSessions = 200_000;

/** Revoked sessions with the moment from which they no longer matter. Bounded: the oldest make room. */
export class RevokedSessionSet {
  /** Session id -> milliseconds since 1970; in the order of arrival, which is about the order of revocation. */
  private readonly forgetAt = new Map<string, number>();

  /**
   * @param keepMs how long a session matters after it was revoked
   * @param mostSessions how many are held at most
   */
  constructor(
    private readonly keepMs: number,
    private readonly mostSessions = maxSessions,
  ) {}

  /** @returns false when it was known already or no longer matters */
  add(sessionId: string, revokedAt: Date, now: Date): boolean {
    const forgetAt = revokedAt.getTime() + this.keepMs;
    if (this.forgetAt.has(sessionId) || forgetAt <= now.getTime()) return false;
    this.makeRoom(now);
    this.forgetAt.set(sessionId, forgetAt);
    return true;
  }

  has(sessionId: string, now: Date): boolean {
    const forgetAt = this.forgetAt.get(sessionId);
    return forgetAt !== undefined && forgetAt > now.getTime();
  }

  get size(): number {
    return this.forgetAt.size;
  }

  private makeRoom(now: Date): void {
    for (const [sessionId, forgetAt] of this.forgetAt) {
      if (forgetAt > now.getTime() && this.forgetAt.size < this.mostSessions) return;
      this.forgetAt.delete(sessionId);
    }
  }
}
