import { Injectable } from '@nestjs/common';
import { Partnerships, Relationships, UserCards } from '@tribe/projections';
import { AppError, commonErrors } from '@tribe/service-kit';
import { errors } from '../errors';

/** Whether partners may write to each other. */
@Injectable()
export class PartnerRights {
  constructor(
    private readonly partnerships: Partnerships,
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
  ) {}

  /**
   * Confirms a refusal with the owners (ADR 0014). Must not be called inside a transaction.
   *
   * @throws AppError USER_NOT_FOUND for a partner who does not exist for the user: closed, or hidden by a block;
   * PARTNERSHIP_NOT_ACTIVE while the partnership is paused, and after its end
   */
  async require(userId: string, partnerId: string): Promise<void> {
    const [isHidden, closed] = await Promise.all([
      this.isHidden(userId, partnerId),
      this.cards.confirmClosed([partnerId]),
    ]);

    if (isHidden || closed.has(partnerId)) throw new AppError(commonErrors.USER_NOT_FOUND);

    const arePartners =
      (await this.partnerships.arePartners(userId, partnerId)) ||
      (await this.partnerships.confirmPartners(userId, partnerId));

    if (!arePartners) throw new AppError(errors.PARTNERSHIP_NOT_ACTIVE);
  }

  private async isHidden(userId: string, partnerId: string): Promise<boolean> {
    const isHidden = await this.relationships.areHidden(userId, partnerId);
    return isHidden && (await this.relationships.confirmRelation(userId, partnerId)) === 'hidden';
  }
}
