import { Injectable } from '@nestjs/common';
import { Partnerships, Relationships, VisibleCards } from '@tribe/projections';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

/** The two users of a badge. */
@Injectable()
export class BadgePartners {
  constructor(
    private readonly partnerships: Partnerships,
    private readonly relationships: Relationships,
    private readonly cards: VisibleCards,
  ) {}

  /**
   * Confirms a refusal with social-graph, so it must not be called inside a transaction.
   *
   * @throws AppError USER_NOT_FOUND when the other user is no active partner, or hidden
   */
  async require(userId: string, partnerId: string): Promise<void> {
    const [arePartners, areHidden] = await Promise.all([
      this.partnerships.arePartners(userId, partnerId),
      this.relationships.areHidden(userId, partnerId),
    ]);

    if (arePartners && !areHidden) return;

    const [areConfirmed, relation] = await Promise.all([
      this.partnerships.confirmPartners(userId, partnerId),
      this.relationships.confirmRelation(userId, partnerId),
    ]);

    if (!areConfirmed || relation === 'hidden') throw new AppError(errors.USER_NOT_FOUND);
  }

  /** Returns the cards of users as a viewer may see them. */
  cardsFor(viewerId: string, userIds: readonly string[]) {
    return this.cards.get(viewerId, userIds);
  }
}
