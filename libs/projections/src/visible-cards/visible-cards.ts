import { Injectable } from '@nestjs/common';
import type { Caller } from '@tribe/service-kit';
import { Relationships } from '../relationships/relationships';
import type { KnownUserCard, UserCard } from '../user-cards/user-card';
import { UserCards } from '../user-cards/user-cards';

/**
 * Names and faces as one person may see them: somebody hidden from them has no card, exactly as if their account were
 * gone. A service that imports UserCardsModule and RelationshipsModule lists it among its providers.
 *
 * Never call it inside a transaction: it may wait for another service.
 *
 * @example const cards = await this.visibleCards.get(caller.userId, goal.participants.map(({ userId }) => userId));
 */
@Injectable()
export class VisibleCards {
  constructor(
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
  ) {}

  /** The card of the caller of a request, as `UserCards.ofCaller` gives it. */
  ofCaller(caller: Caller): Promise<UserCard> {
    return this.cards.ofCaller(caller);
  }

  /**
   * @param userIds at most 5000; repetitions do not count
   * @throws RangeError for more
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
}
