import { Injectable } from '@nestjs/common';
import {
  ActiveFriends,
  confirmSight,
  type KnownUserCard,
  Relationships,
  type UserCard,
  UserCards,
} from '@tribe/projections';
import { AppError, type Caller, commonErrors } from '@tribe/service-kit';

export interface Invitee {
  readonly card: KnownUserCard;
  /** A friend who does not want to be asked first. */
  readonly isAddedDirectly: boolean;
}

/** The users that a caller may invite. */
@Injectable()
export class Invitees {
  constructor(
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
    private readonly friends: ActiveFriends,
  ) {}

  /**
   * Returns the caller's card and the invitee. Must not be called inside a transaction.
   *
   * @throws AppError USER_NOT_FOUND when the user does not exist for the caller
   */
  async require(caller: Caller, userId: string): Promise<{ inviter: UserCard; invitee: Invitee }> {
    const [inviter, card, relation, friends] = await Promise.all([
      this.cards.ofCaller(caller),
      this.cards.require(userId),
      this.relationships.relationOf(caller.userId, userId),
      this.friends.filter(caller.userId, [userId]),
    ]);

    const { askBeforeAddingToGoals, profileVisibility: visibility } = card.privacy;
    const viewed = { viewerId: caller.userId, userId, visibility };
    const sight = await confirmSight(this.relationships, relation, viewed);
    if (sight === 'nothing') throw new AppError(commonErrors.USER_NOT_FOUND);

    return {
      inviter,
      invitee: { card, isAddedDirectly: friends.has(userId) && !askBeforeAddingToGoals },
    };
  }
}
