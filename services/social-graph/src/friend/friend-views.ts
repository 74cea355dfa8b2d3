import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { Database } from '@tribe/service-kit';
import { countMutualFriends } from '../people/pair.queries';
import { FriendPresence, offline, type Presence } from './friend-presence';
import type { FriendResponse } from './friend.dto';
import type { FriendEdge } from './friend.queries';
import { friendView } from './friend.view';

/** A friend; some lists count the friends in common with the statement that reads them. */
type ViewedFriend = FriendEdge & { readonly mutualFriends?: number };

/** Friends as the lists of friends show them. Friends whose accounts are gone are left out. */
@Injectable()
export class FriendViews {
  constructor(
    private readonly database: Database,
    private readonly cards: UserCards,
    private readonly presence: FriendPresence,
  ) {}

  /** @param knownPresence the presence of these friends, when it was read before */
  async of(
    userId: string,
    friends: readonly ViewedFriend[],
    knownPresence?: ReadonlyMap<string, Presence>,
  ): Promise<FriendResponse[]> {
    const ids = idsOf(friends);
    const [cards, mutualFriends, presence] = await Promise.all([
      this.cards.get(ids),
      this.mutualFriends(userId, friends),
      knownPresence ?? this.presence.ofAll(ids),
    ]);
    return friends.flatMap(({ friendId, since }) => {
      const card = cards.get(friendId);
      if (!card) return [];

      const known = card.privacy.onlineStatusVisible ? presence.get(friendId) : undefined;

      const friend = {
        since,
        presence: known ?? offline,
        mutualFriends: mutualFriends.get(friendId) ?? 0,
      };

      return [friendView(card, friend)];
    });
  }

  private async mutualFriends(
    userId: string,
    friends: readonly ViewedFriend[],
  ): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const { friendId, mutualFriends } of friends)
      if (mutualFriends !== undefined) counts.set(friendId, mutualFriends);

    if (counts.size === friends.length) return counts;

    return countMutualFriends(this.database, userId, idsOf(friends));
  }
}

function idsOf(friends: readonly FriendEdge[]): string[] {
  return friends.map(({ friendId }) => friendId);
}
