import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Cursors, Database, paginated, type PageQuery } from '@tribe/service-kit';
import { countMutualFriends } from './friend.queries';
import type { PersonFriendsResponse } from './person-friends.dto';
import { countShownFriends, selectShownFriends, type ShownFriend } from './person-friends.queries';
import { PersonSight } from './person-sight';
import { userCardView } from './user-card.dto';

/** The friends of somebody, as their profile shows them to others. */
@Injectable()
export class PersonFriendsService {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
    private readonly sight: PersonSight,
    private readonly cursors: Cursors,
  ) {}

  /** Whom the caller may not see is not there, and not counted. */
  async listFriendsOf(
    { userId: viewerId }: Caller,
    userId: string,
    { page, limit, cursor }: PageQuery,
  ): Promise<PersonFriendsResponse> {
    await this.sight.requireProfile(viewerId, userId);
    // A cursor of one person's friends means nothing among another's.
    const list = `friends of ${userId}`;
    const place = cursor === undefined ? undefined : this.cursors.decode(list, cursor);
    const after = place && { since: new Date(Number(place.rank)), friendId: place.id };
    const window = { after, offset: after ? 0 : (page - 1) * limit, limit: limit + 1 };
    const [found, total] = await Promise.all([
      selectShownFriends(this.database, { userId, viewerId }, window),
      countShownFriends(this.database, userId, viewerId),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last
      ? this.cursors.encode(list, { id: last.friend_id, rank: BigInt(last.since.getTime()) })
      : null;
    return {
      friends: await this.present(viewerId, rows),
      pagination: paginated({ page, limit, total, nextCursor }),
    };
  }

  private async present(viewerId: string, rows: readonly ShownFriend[]) {
    const ids = rows.map(({ friend_id }) => friend_id);
    const others = ids.filter((id) => id !== viewerId);
    const [cards, mutual] = await Promise.all([
      this.userCards.get(ids),
      countMutualFriends(this.database, viewerId, others),
    ]);
    return rows.flatMap(({ friend_id: id, is_friend }) => {
      const card = cards.get(id);
      return card
        ? [{ ...userCardView(card), is_friend, mutual_friends_count: mutual.get(id) ?? 0 }]
        : [];
    });
  }
}
