import { Injectable } from '@nestjs/common';
import { commonErrors, AppError } from '@tribe/service-kit';
import type { Relation } from '../relationships/relation.rules';
import { Relationships } from '../relationships/relationships';
import { UserCards } from '../user-cards/user-cards';
import type { UserPrivacy } from '../user-cards/user-privacy';
import { type Sight, sightOf } from './profile-sight.rules';

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

    const sight = await confirmSight(this.relationships, relation, {
      viewerId,
      userId,
      visibility: card.privacy.profileVisibility,
    });
    if (sight !== 'profile') throw new AppError(commonErrors.USER_NOT_FOUND);
  }
}

/**
 * Returns how much of a user a viewer sees, with the relation in the projection; when that is not the whole profile, with
 * the relation in social-graph, because the viewer may have become a friend a moment ago.
 */
export async function confirmSight(
  relationships: Relationships,
  relation: Relation,
  viewed: {
    readonly viewerId: string;
    readonly userId: string;
    readonly visibility: UserPrivacy['profileVisibility'];
  },
): Promise<Sight> {
  const { viewerId, userId, visibility } = viewed;
  const sight = sightOf(relation, visibility);
  if (sight === 'profile') return sight;

  return sightOf(await relationships.confirmRelation(viewerId, userId), visibility);
}
