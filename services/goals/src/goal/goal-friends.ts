import { Injectable } from '@nestjs/common';
import { Relationships, UserCards } from '@tribe/projections';

/** The friends that a user may add to goals. */
@Injectable()
export class GoalFriends {
  constructor(
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
  ) {}

  /**
   * Returns those of `userIds` that are friends of a user. A friend whose account is closed or banned is nobody, like a user
   * who does not exist. Must not be called inside a transaction.
   *
   * @param userIds at most 100
   */
  async filter(userId: string, userIds: readonly string[]): Promise<Set<string>> {
    const [friends, closed] = await Promise.all([
      this.relationships.confirmFriends(userId, userIds),
      this.cards.confirmClosed(userIds),
    ]);

    for (const id of closed) friends.delete(id);

    return friends;
  }
}
