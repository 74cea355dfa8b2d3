import { Injectable } from '@nestjs/common';
import { commonErrors, AppError } from '@tribe/service-kit';
import { Relationships } from '../relationships/relationships';
import { UserCards } from '../user-cards/user-cards';
import { sightOf } from './profile-sight.rules';

/**
 * Whether one person sees the profile of another, for services that hold a part of it. A service that imports
 * UserCardsModule and RelationshipsModule lists it among its providers.
 *
 * Never call it inside a transaction: it may wait for another service.
 *
 * @example await this.sight.requireProfile(caller.userId, userId);
 */
@Injectable()
export class ProfileSight {
  constructor(
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
  ) {}

  /** @throws AppError USER_NOT_FOUND for nobody, and for somebody whose profile the viewer does not see */
  async requireProfile(viewerId: string, userId: string): Promise<void> {
    const [card, areHidden, areFriends] = await Promise.all([
      this.cards.require(userId),
      this.relationships.areHidden(viewerId, userId),
      this.relationships.areFriends(viewerId, userId),
    ]);
    const relation = areHidden ? 'hidden' : areFriends ? 'friend' : 'stranger';
    const sight = sightOf(viewerId === userId ? 'self' : relation, card.privacy.profileVisibility);
    if (sight !== 'profile') throw new AppError(commonErrors.USER_NOT_FOUND);
  }
}
