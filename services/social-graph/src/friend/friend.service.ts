import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import {
  type Caller,
  Database,
  InjectConfig,
  type PageQuery,
  Pages,
  type PageSource,
  positionAt,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { rowsInWindow } from '../in-memory-window';
import { lockPair } from '../people/locks';
import { searchTerms } from '../people/search-terms.rules';
import type { SearchQuery } from '../people/search.dto';
import { markSuggestionsStale } from '../people/suggestion-refresh.queries';
import type { Tx } from '../prisma.service';
import { activityPosition } from './friend-order.rules';
import { FriendPresence, offline, type Presence } from './friend-presence';
import { type FoundFriend, searchFriends } from './friend-search.queries';
import { FriendViews } from './friend-views';
import type { FriendListResponse, ListFriendsQuery } from './friend.dto';
import {
  type CountedFriend,
  countFriends,
  type FriendEdge,
  listFriendsByName,
  listNewestFriends,
  listRecentFriends,
} from './friend.queries';
import { friendshipEnded } from './friendship.events';
import { lockFriendship } from './friendship.queries';
import { decideEnd } from './friendship.rules';
import { changeFriendship } from './friendship.writes';

/** The most recent friends are read with both counts. */
type ListedFriend = FriendEdge & Partial<CountedFriend>;

type Source = Omit<PageSource<ListedFriend>, 'total'> & {
  /** Only when the order of the list depends on it. */
  readonly presence?: ReadonlyMap<string, Presence>;
};

/** The friends of the caller: the lists, and the end of a friendship. */
@Injectable()
export class FriendService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly views: FriendViews,
    private readonly presence: FriendPresence,
    private readonly pages: Pages,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async listFriends({ userId }: Caller, query: ListFriendsQuery): Promise<FriendListResponse> {
    const { presence, ...source } = await this.sourceOf(userId, query.sort);
    const { rows, pagination } = await this.pages.read(`friends by ${query.sort}`, query, {
      ...source,
      total: async (reading) => {
        const [first] = await reading;
        return first?.total ?? countFriends(this.database, userId);
      },
    });
    return { friends: await this.views.of(userId, rows, presence), pagination };
  }

  /** The friends who are online and let others see it, most recent friendship first. */
  async listOnlineFriends({ userId }: Caller, query: PageQuery): Promise<FriendListResponse> {
    const { friends, presence } = await this.friendsWithPresence(userId);
    const online = friends.filter(({ friendId }) => presence.get(friendId)?.isOnline);

    const { rows, pagination } = await this.pages.read('friends online', query, {
      rows: async (window) => rowsInWindow(online, window, positionBySince, 'descending'),
      total: async () => online.length,
      position: positionBySince,
    });

    return { friends: await this.views.of(userId, rows, presence), pagination };
  }

  /** The friends whose full name or username has words that begin with those of the query, by name. */
  async searchFriends({ userId }: Caller, query: SearchQuery): Promise<FriendListResponse> {
    const terms = searchTerms(query.q);
    const { rows, pagination } = await this.pages.read<FoundFriend>('friend search', query, {
      rows: (window) => searchFriends(this.database, userId, terms, window),
      total: async (found) => (await found)[0]?.total ?? 0,
      position: positionById,
    });
    return { friends: await this.views.of(userId, rows), pagination };
  }

  /** Without a friendship between the two, nothing happens. */
  async endFriendship(caller: Caller, friendId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const pair = await lockPair(tx, caller.userId, friendId);
      const friendship = await lockFriendship(tx, pair);
      const to = settle(decideEnd(friendship));
      if (!friendship || !to) return;
      const ended = await changeFriendship(tx, friendship, to, { acceptedAt: null });
      await markSuggestionsStale(tx.sql, [caller.userId, friendId]);
      await this.events.publish(tx, friendshipEnded(ended, caller.userId));
    });
  }

  private async sourceOf(userId: string, sort: ListFriendsQuery['sort']): Promise<Source> {
    switch (sort) {
      case 'recent':
        return {
          rows: (window) => listRecentFriends(this.database, userId, window),
          position: positionBySince,
        };
      case 'alphabetical':
        return {
          rows: (window) => listFriendsByName(this.database, userId, window),
          position: positionById,
        };
      case 'active':
        return this.sourceByActivity(userId);
    }
  }

  /** Presence is known at the time of the request only, so this order is made here and not in SQL. */
  private async sourceByActivity(userId: string): Promise<Source> {
    const { friends, presence } = await this.friendsWithPresence(userId);
    const position = (friend: FriendEdge) =>
      activityPosition({ ...friend, ...(presence.get(friend.friendId) ?? offline) });
    return {
      rows: async (window) => rowsInWindow(friends, window, position, 'descending'),
      position,
      presence,
    };
  }

  private async friendsWithPresence(userId: string) {
    const friends = await listNewestFriends(this.database, userId, this.config.FRIEND_LIMIT);
    const presence = await this.presence.get(friends.map(({ friendId }) => friendId));
    return { friends, presence };
  }
}

const positionBySince = ({ friendId, since }: FriendEdge) => positionAt(since, friendId);
const positionById = ({ friendId }: FriendEdge) => ({ id: friendId });
