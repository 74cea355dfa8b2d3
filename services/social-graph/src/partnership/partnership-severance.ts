import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { Clock, settle } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { moveTo } from './partnership-changes';
import { partnershipDeclined, partnershipDissolved } from './partnership.events';
import { lockOpenBetween, lockOpenOf, type PartnershipRow } from './partnership.queries';
import { decideSever } from './partnership.rules';

/** Ends what people have with each other as partners. */
@Injectable()
export class PartnershipSeverance {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends everything two people have with each other, without a word to either.
   *
   * @param userId who will have nothing more to do with the other
   */
  async severBetween(tx: Tx, userId: string, otherId: string): Promise<void> {
    // Nobody is named: an end that names somebody is told to the other.
    await this.sever(tx, await lockOpenBetween(tx, userId, otherId), userId, undefined);
  }

  /**
   * Ends everything somebody has with anybody, because they are gone; partners are told.
   *
   * @returns how many ended, at most `limit`
   */
  async severAllOf(tx: Tx, userId: string, limit: number): Promise<number> {
    return this.sever(tx, await lockOpenOf(tx, userId, limit), userId, goneCard(userId));
  }

  /** Whom they invited is remembered for ninety days at most, so it goes at once. @returns how many entries it was */
  async forgetInvitations(tx: Tx, inviterId: string): Promise<number> {
    const { count } = await tx.partnershipInvitationLogEntry.deleteMany({ where: { inviterId } });
    return count;
  }

  private async sever(
    tx: Tx,
    rows: PartnershipRow[],
    userId: string,
    endedBy: UserCard | undefined,
  ): Promise<number> {
    let ended = 0;
    for (const row of rows) {
      const to = settle(decideSever(row, userId));
      if (!to) continue;
      const severed = await moveTo(tx, row, to, { now: this.clock.now() });
      const event =
        to === 'declined' ? partnershipDeclined(severed) : partnershipDissolved(severed, endedBy);
      await this.events.publish(tx, event);
      ended += 1;
    }
    return ended;
  }
}

/** Of somebody who is gone no name is left. */
function goneCard(id: string): UserCard {
  return { id, username: '', fullName: 'Your partner' };
}
