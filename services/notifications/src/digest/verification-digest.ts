import { Injectable } from '@nestjs/common';
import { Partnerships, Relationships, UserCards } from '@tribe/projections';
import { Clock, Database } from '@tribe/service-kit';
import { listWaitingOwners } from './pending-verification.queries';

/** A check-in that has just been made may be verified without a mail. */
export const verificationWaitMs = 3 * 3_600_000;
const fewestCheckins = 2;
const maxOwners = 20;

/** The check-ins of a partner that wait for a user. */
export interface WaitingPartner {
  readonly name: string;
  readonly checkins: number;
}

/** Reads which check-ins wait for a user. */
@Injectable()
export class VerificationDigest {
  constructor(
    private readonly database: Database,
    private readonly partnerships: Partnerships,
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
    private readonly clock: Clock,
  ) {}

  /** Returns the partners whose check-ins have waited for some hours; none for a single check-in. */
  async of(userId: string): Promise<WaitingPartner[]> {
    const before = new Date(this.clock.now().getTime() - verificationWaitMs);

    const waiting = await listWaitingOwners(this.database, {
      partnerId: userId,
      before,
      limit: maxOwners,
    });

    const ownerIds = waiting.map(({ ownerId }) => ownerId);

    const [partners, hidden, cards] = await Promise.all([
      this.partnerships.partnersOf(userId),
      this.relationships.filterHidden(userId, ownerIds),
      this.cards.get(ownerIds),
    ]);

    const partnerIds = new Set(partners.map(({ partnerId }) => partnerId));

    const visible = waiting.flatMap(({ ownerId, checkins }) => {
      const card = cards.get(ownerId);
      const isPartner = partnerIds.has(ownerId) && !hidden.has(ownerId);
      return card && isPartner ? [{ name: card.fullName, checkins }] : [];
    });

    const total = visible.reduce((sum, { checkins }) => sum + checkins, 0);

    return total < fewestCheckins ? [] : visible;
  }
}
