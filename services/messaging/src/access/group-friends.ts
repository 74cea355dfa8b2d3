import { Injectable } from '@nestjs/common';
import { Relationships, UserCards } from '@tribe/projections';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

/** Maximum number of users that the owner of friendships is asked about at once. */
const idsPerQuestion = 100;

/** The friends that a user may add to groups. */
@Injectable()
export class GroupFriends {
  constructor(
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
  ) {}

  /**
   * A friend whose account is closed or banned is nobody, like a user who does not exist. Must not be called inside a
   * transaction.
   *
   * @throws AppError PARTICIPANT_NOT_A_FRIEND, which does not tell of which user
   */
  async require(userId: string, userIds: readonly string[]): Promise<void> {
    for (let start = 0; start < userIds.length; start += idsPerQuestion) {
      const ids = userIds.slice(start, start + idsPerQuestion);

      const [friends, closed] = await Promise.all([
        this.relationships.confirmFriends(userId, ids),
        this.cards.confirmClosed(ids),
      ]);

      if (friends.size < ids.length || closed.size > 0)
        throw new AppError(errors.PARTICIPANT_NOT_A_FRIEND);
    }
  }
}
