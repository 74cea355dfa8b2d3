import { Injectable } from '@nestjs/common';
import { type Relation, Relationships, sightOf, UserCards } from '@tribe/projections';

/** Decides which users exist for others. Not for use inside transactions. */
@Injectable()
export class People {
  constructor(
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
  ) {}

  /** Whether neither of two users blocked the other. */
  async areOpen(userId: string, otherId: string): Promise<boolean> {
    return !(await this.relationships.areHidden(userId, otherId));
  }

  /**
   * Whether a user exists for a viewer: not when either blocked the other, and with a private profile only for friends.
   *
   * @param confirms whether a refusal follows, which must not rest on the delay of a projection
   */
  async existsFor(
    viewerId: string,
    userId: string,
    { confirms }: { confirms: boolean },
  ): Promise<boolean> {
    const [relation, cards] = await Promise.all([
      this.relationships.relationOf(viewerId, userId),
      this.cards.get([userId]),
    ]);

    const visibility = cards.get(userId)?.privacy.profileVisibility ?? 'friends_only';
    const exists = (known: Relation) => sightOf(known, visibility) !== 'nothing';
    if (exists(relation) || !confirms) return exists(relation);

    return exists(await this.relationships.confirmRelation(viewerId, userId));
  }
}
