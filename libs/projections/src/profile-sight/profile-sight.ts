import { Injectable } from '@nestjs/common';
import { commonErrors, AppError } from '@tribe/service-kit';
import { Relationships } from '../relationships/relationships';
import { UserCards } from '../user-cards/user-cards';
import { sightOf } from './profile-sight.rules';

/**
 * Decides whether a viewer may see a profile, for services that serve a part of it. The service imports UserCardsModule
 * and RelationshipsModule and lists this class in its providers.
 *
 * Must not be called inside a transaction, because it may call another service.
 *
 * @example await this.sight.requireProfile(caller.userId, userId);
 */
@Injectable()
export class ProfileSight {
  constructor(
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
  ) {}

  /** @throws AppError USER_NOT_FOUND when the user does not exist or the viewer may not see the profile */
  async requireProfile(viewerId: string, userId: string): Promise<void> {
    const [card, relation] = await Promise.all([
      this.cards.require(userId),
      this.relationships.relationOf(viewerId, userId),
    ]);

    const sight = sightOf(relation, card.privacy.profileVisibility);
    if (sight !== 'profile') throw new AppError(commonErrors.USER_NOT_FOUND);
  }
}
