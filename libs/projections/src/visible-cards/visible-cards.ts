import { Injectable } from '@nestjs/common';
import type { Caller } from '@tribe/service-kit';
import { sightOf } from '../profile-sight/profile-sight.rules';
import { Relationships } from '../relationships/relationships';
import type { KnownUserCard, UserCard } from '../user-cards/user-card';
import { UserCards } from '../user-cards/user-cards';

/**
 * User cards as a viewer may see them: a user hidden from the viewer has no card, exactly like a deleted user. The
 * service imports UserCardsModule and RelationshipsModule and lists this class in its providers.
 *
 * Must not be called inside a transaction, because it may call another service.
 *
 * @example const cards = await this.visibleCards.get(caller.userId, goal.participants.map(({ userId }) => userId));
 */
@Injectable()
export class VisibleCards {
  constructor(
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
  ) {}

  /** Returns the card of a caller; see `UserCards.ofCaller`. */
  ofCaller(caller: Caller): Promise<UserCard> {
    return this.cards.ofCaller(caller);
  }

  /** Returns the date of a caller's day; see `UserCards.todayOf`. */
  todayOf({ userId }: Caller, now: Date): Promise<Date> {
    return this.cards.todayOf(userId, now);
  }

  /**
   * @param userIds at most 5000 distinct ids
   * @throws RangeError for more ids
   */
  async get(viewerId: string, userIds: Iterable<string>): Promise<Map<string, KnownUserCard>> {
    const ids = [...new Set(userIds)];

    const [cards, hidden] = await Promise.all([
      this.cards.get(ids),
      this.relationships.filterHidden(viewerId, ids),
    ]);

    for (const id of hidden) cards.delete(id);

    return cards;
  }

  /**
   * Like {@link get}, without users whose profile the viewer may not see at all: for lists of people that the viewer does
   * not belong to, such as the participants of a public goal.
   */
  async getForStranger(
    viewerId: string,
    userIds: Iterable<string>,
  ): Promise<Map<string, KnownUserCard>> {
    const cards = await this.get(viewerId, userIds);

    await Promise.all(
      [...cards.values()].map(async ({ id, privacy }) => {
        if (sightOf('stranger', privacy.profileVisibility) !== 'nothing') return;
        const relation = await this.relationships.relationOf(viewerId, id);
        if (sightOf(relation, privacy.profileVisibility) === 'nothing') cards.delete(id);
      }),
    );

    return cards;
  }
}
