import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { Clock, settle } from '@tribe/service-kit';
import type { LockedPair } from '../people/locks';
import type { Tx } from '../prisma.service';
import { partnershipDeclined, partnershipDissolved } from './partnership.events';
import { lockOpenBetween, lockOpenOf, type PartnershipRow } from './partnership.queries';
import { decideSever } from './partnership.rules';
import { changeStatus } from './partnership.writes';

/** Ends partnerships and invitations between users who are hidden from each other, and of erased users. */
@Injectable()
export class PartnershipSeverance {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends all partnerships and invitations between two users. Neither is notified.
   *
   * @param userId the user who causes it
   */
  async severBetween(tx: Tx, pair: LockedPair, userId: string): Promise<void> {
    const partnerships = await lockOpenBetween(tx, pair);
    // The event names no user: the partner is notified of an end that names a user.
    await this.sever(tx, partnerships, userId, undefined);
  }

  /**
   * Ends all partnerships and invitations of an erased user. Partners are notified.
   *
   * @returns how many ended, at most `limit`
   */
  async severAllOf(tx: Tx, userId: string, limit: number): Promise<number> {
    const partnerships = await lockOpenOf(tx, userId, limit);
    return this.sever(tx, partnerships, userId, erasedCard(userId));
  }

  /**
   * Deletes the log of invitations of a user. It covers ninety days, so there are few rows.
   *
   * @returns how many rows were deleted
   */
  async eraseInvitationLog(tx: Tx, inviterId: string): Promise<number> {
    const { count } = await tx.partnershipInvitationLogEntry.deleteMany({ where: { inviterId } });
    return count;
  }

  private async sever(
    tx: Tx,
    partnerships: readonly PartnershipRow[],
    userId: string,
    endedBy: UserCard | undefined,
  ): Promise<number> {
    let ended = 0;
    for (const partnership of partnerships) {
      const to = settle(decideSever(partnership, userId));
      if (!to) continue;
      const severed = await changeStatus(tx, partnership, to, { now: this.clock.now() });
      const event =
        to === 'declined' ? partnershipDeclined(severed) : partnershipDissolved(severed, endedBy);
      await this.events.publish(tx, event);
      ended += 1;
    }
    return ended;
  }
}

/** The card of an erased user, which has no name. */
function erasedCard(id: string): UserCard {
  return { id, username: '', fullName: 'Your partner' };
}
