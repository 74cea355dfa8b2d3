import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import { PartnerStandings } from '../partner/partner-standings';

/** The two users of a badge. */
@Injectable()
export class BadgePartners {
  constructor(
    private readonly standings: PartnerStandings,
    private readonly cards: VisibleCards,
  ) {}

  /**
   * Confirms a refusal with social-graph, so it must not be called inside a transaction.
   *
   * @throws AppError USER_NOT_FOUND when the other user is no active partner, or hidden
   */
  async require(userId: string, partnerId: string): Promise<void> {
    const known = await this.standings.known(userId, partnerId);
    if (known.isPartner && !known.isHidden) return;

    const confirmed = await this.standings.confirmed(userId, partnerId);
    if (!confirmed.isPartner || confirmed.isHidden) throw new AppError(errors.USER_NOT_FOUND);
  }

  async isHidden(userId: string, otherId: string): Promise<boolean> {
    return (await this.standings.known(userId, otherId)).isHidden;
  }

  /** Returns the cards of users as a viewer may see them. */
  cardsFor(viewerId: string, userIds: readonly string[]) {
    return this.cards.get(viewerId, userIds);
  }
}
