import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { Database } from '@tribe/service-kit';
import { countMutualFriends } from './pair.queries';
import type { PersonResponse } from './person.dto';
import { personView } from './person.view';

/** Users as lists show them to a viewer who may not know them. Users whose accounts are gone are left out. */
@Injectable()
export class PersonViews {
  constructor(
    private readonly database: Database,
    private readonly cards: UserCards,
  ) {}

  async of(
    viewerId: string,
    people: readonly { readonly userId: string; readonly isFriend: boolean }[],
  ): Promise<PersonResponse[]> {
    const ids = people.map(({ userId }) => userId);
    const others = ids.filter((id) => id !== viewerId);

    const [cards, mutualFriends] = await Promise.all([
      this.cards.get(ids),
      countMutualFriends(this.database, viewerId, others),
    ]);

    return people.flatMap(({ userId, isFriend }) => {
      const card = cards.get(userId);
      if (!card) return [];
      return [personView(card, { isFriend, mutualFriends: mutualFriends.get(userId) ?? 0 })];
    });
  }
}
