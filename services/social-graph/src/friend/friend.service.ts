import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import {
  type Caller,
  type CursorPosition,
  Cursors,
  Database,
  InjectConfig,
  paginated,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import type { Tx } from '../prisma.service';
import { markStale } from '../suggestion/suggestion.queries';
import { activeAfter, activityPlace } from './friend-order.rules';
import { FriendPresence, offline, type Presence } from './friend-presence';
import { FriendViews } from './friend-views';
import type { FriendListResponse, ListFriendsQuery } from './friend.dto';
import {
  countFriends,
  type FriendEdge,
  selectFriendsByName,
  selectRecentFriends,
} from './friend.queries';
import { friendshipEnded } from './friendship.events';
import { changeStatus, lockPair } from './friendship.queries';
import { decideEnd } from './friendship.rules';

/** One page of a list, with one row more when there is a next page. */
interface FriendPage {
  readonly rows: readonly FriendEdge[];
  readonly cursorAfter: (row: FriendEdge) => string;
  /** Only where the order depends on it; otherwise asked for once the page is known. */
  readonly presence?: ReadonlyMap<string, Presence>;
}

/** A person's friends: the list, and the end of a friendship. */
@Injectable()
export class FriendService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly views: FriendViews,
    private readonly presence: FriendPresence,
    private readonly cursors: Cursors,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async listFriends({ userId }: Caller, query: ListFriendsQuery): Promise<FriendListResponse> {
    const { page, limit } = query;
    const [found, total] = await Promise.all([
      this.pageOf(userId, query),
      countFriends(this.database, userId),
    ]);
    const rows = found.rows.slice(0, limit);
    const last = found.rows.length > limit ? rows.at(-1) : undefined;
    return {
      friends: await this.views.of(userId, rows, found.presence),
      pagination: paginated({
        page,
        limit,
        total,
        nextCursor: last ? found.cursorAfter(last) : null,
      }),
    };
  }

  /** Ends the friendship of the two, if there is one. */
  async endFriendship(caller: Caller, friendId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const pair = await lockPair(tx, caller.userId, friendId);
      if (!pair || decideEnd(pair).kind !== 'change') return;
      const ended = await changeStatus(tx, pair, 'ended', { acceptedAt: null });
      await markStale(tx, [caller.userId, friendId]);
      await this.events.publish(tx, friendshipEnded(ended, caller.userId));
    });
  }

  private pageOf(
    userId: string,
    { sort, page, limit, cursor }: ListFriendsQuery,
  ): Promise<FriendPage> {
    const after = cursor === undefined ? undefined : this.cursors.decode(listName(sort), cursor);
    const window = { after, offset: after ? 0 : (page - 1) * limit, limit: limit + 1 };
    switch (sort) {
      case 'recent':
        return this.recentPage(userId, window);
      case 'alphabetical':
        return this.alphabeticalPage(userId, window);
      case 'active':
        return this.activePage(userId, window);
    }
  }

  private async recentPage(userId: string, { after, ...window }: PageWindow): Promise<FriendPage> {
    const key = after && { since: new Date(Number(after.rank)), friendId: after.id };
    return {
      rows: await selectRecentFriends(this.database, userId, { after: key, ...window }),
      cursorAfter: ({ friend_id, since }) =>
        this.cursors.encode(listName('recent'), { id: friend_id, rank: BigInt(since.getTime()) }),
    };
  }

  private async alphabeticalPage(
    userId: string,
    { after, ...window }: PageWindow,
  ): Promise<FriendPage> {
    return {
      rows: await selectFriendsByName(this.database, userId, { after: after?.id, ...window }),
      cursorAfter: ({ friend_id }) =>
        this.cursors.encode(listName('alphabetical'), { id: friend_id }),
    };
  }

  /** Presence is known for all friends only while they are looked at, so this order is made here and not in SQL. */
  private async activePage(
    userId: string,
    { after, offset, limit }: PageWindow,
  ): Promise<FriendPage> {
    const everybody = { after: undefined, offset: 0, limit: this.config.FRIEND_LIMIT };
    const edges = await selectRecentFriends(this.database, userId, everybody);
    const presence = await this.presence.get(edges.map(({ friend_id }) => friend_id));
    const placeOf = ({ friend_id, since }: FriendEdge) =>
      activityPlace({ friendId: friend_id, since, ...(presence.get(friend_id) ?? offline) });
    const ordered = activeAfter(
      edges.map((edge) => ({ ...edge, place: placeOf(edge) })),
      after,
    );
    return {
      rows: ordered.slice(offset, offset + limit),
      cursorAfter: (row) => this.cursors.encode(listName('active'), placeOf(row)),
      presence,
    };
  }
}

interface PageWindow {
  readonly after: Required<CursorPosition> | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A cursor of one order means nothing in another. */
function listName(sort: ListFriendsQuery['sort']): string {
  return `friends by ${sort}`;
}
