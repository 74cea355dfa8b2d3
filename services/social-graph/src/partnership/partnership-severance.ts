import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { moveTo, targetOf } from './partnership-changes';
import { partnershipDeclined, partnershipDissolved } from './partnership.events';
import { lockOpenBetween } from './partnership.queries';
import { decideSever } from './partnership.rules';

/** Ends everything two people have with each other as partners, without a word to either. */
@Injectable()
export class PartnershipSeverance {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** @param userId who will have nothing more to do with the other */
  async severBetween(tx: Tx, userId: string, otherId: string): Promise<void> {
    for (const row of await lockOpenBetween(tx, userId, otherId)) {
      const to = targetOf(decideSever(row, userId));
      if (!to) continue;
      const severed = await moveTo(tx, row, to, { now: this.clock.now() });
      // Nobody is named: an end that names somebody is told to the other.
      const event = to === 'declined' ? partnershipDeclined(severed) : partnershipDissolved(severed);
      await this.events.publish(tx, event);
    }
  }
}
