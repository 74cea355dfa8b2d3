import { Injectable } from '@nestjs/common';
import { Relationships } from '../relationships/relationships';
import { UserCards } from '../user-cards/user-cards';

/** Maximum number of users that the owners of friendships and accounts are asked about at once. */
const idsPerQuestion = 100;

/**
 * The friends that a user may add to something. A friend whose account is closed or banned is nobody, like a user who does
 * not exist. The service imports UserCardsModule and RelationshipsModule and lists this class in its providers.
 */
@Injectable()
export class ActiveFriends {
  constructor(
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
  ) {}

  /** Returns those of `userIds` that are active friends of a user. Must not be called inside a transaction. */
  async filter(userId: string, userIds: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();

    for (let start = 0; start < userIds.length; start += idsPerQuestion) {
      const ids = userIds.slice(start, start + idsPerQuestion);

      const [friends, closed] = await Promise.all([
        this.relationships.confirmFriends(userId, ids),
        this.cards.confirmClosed(ids),
      ]);

      for (const id of friends) if (!closed.has(id)) found.add(id);
    }

    return found;
  }
}
