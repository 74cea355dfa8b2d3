import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { Database } from '@tribe/service-kit';
import { FriendPresence, offline, type Presence } from './friend-presence';
import { type FriendResponse, friendView } from './friend.dto';
import { countMutualFriends, type FriendEdge } from './friend.queries';

/** Friends as their lists show them. Somebody whose account is gone is left out. */
@Injectable()
export class FriendViews {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
    private readonly presence: FriendPresence,
  ) {}

  /** @param known presence that was asked for already */
  async of(
    userId: string,
    edges: readonly FriendEdge[],
    known?: ReadonlyMap<string, Presence>,
  ): Promise<FriendResponse[]> {
    const ids = edges.map(({ friend_id }) => friend_id);
    const [cards, mutual, presence] = await Promise.all([
      this.userCards.get(ids),
      countMutualFriends(this.database, userId, ids),
      known ?? this.presence.get(ids),
    ]);
    return edges.flatMap(({ friend_id: id, since }) => {
      const card = cards.get(id);
      return card
        ? [friendView(card, since, presence.get(id) ?? offline, mutual.get(id) ?? 0)]
        : [];
    });
  }
}
