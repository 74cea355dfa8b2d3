import { Injectable } from '@nestjs/common';
import { EventPublisher, maxEventsPerPublish } from '@tribe/events';
import { type Caller, Clock } from '@tribe/service-kit';
import type { Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { type RevocationReason, sessionRevoked } from './session.events';

/** Ends sessions: with the event, every service refuses their access tokens. */
@Injectable()
export class SessionRevocation {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** @returns false when the user has no such session, or it was revoked before */
  async revoke(
    tx: Tx,
    { id, userId }: { id: string; userId: string },
    reason: RevocationReason,
  ): Promise<boolean> {
    const now = this.clock.now();

    const [revoked] = await tx.session.updateManyAndReturn({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: now, revocationReason: reason, version: { increment: 1 } },
    });

    if (revoked) await this.events.publish(tx, sessionRevoked(revoked, reason, now));

    return revoked !== undefined;
  }

  /**
   * Ends every session of the caller except that of the request.
   *
   * @returns how many it ended
   */
  revokeOthers(tx: Tx, caller: Caller, reason: RevocationReason): Promise<number> {
    return this.revokeMany(tx, caller.userId, { id: { not: caller.sessionId } }, reason);
  }

  /**
   * Ends every session of a user.
   *
   * @returns how many it ended
   */
  revokeAll(tx: Tx, userId: string, reason: RevocationReason): Promise<number> {
    return this.revokeMany(tx, userId, {}, reason);
  }

  private async revokeMany(
    tx: Tx,
    userId: string,
    which: Prisma.SessionWhereInput,
    reason: RevocationReason,
  ): Promise<number> {
    // First: a login that waits for its second factor has then either opened its session already, or never will.
    await tx.loginChallenge.deleteMany({ where: { userId } });

    const now = this.clock.now();

    const revoked = await tx.session.updateManyAndReturn({
      where: { ...which, userId, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now, revocationReason: reason, version: { increment: 1 } },
    });

    const events = revoked.map((session) => sessionRevoked(session, reason, now));
    for (let from = 0; from < events.length; from += maxEventsPerPublish)
      await this.events.publish(tx, events.slice(from, from + maxEventsPerPublish));

    return revoked.length;
  }
}
