import { Injectable } from '@nestjs/common';
import {
  type Caller,
  Cursors,
  Database,
  InjectConfig,
  paginated,
  type PageQuery,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { FriendPresence } from './friend-presence';
import { FriendViews } from './friend-views';
import type { FriendListResponse } from './friend.dto';
import { selectRecentFriends } from './friend.queries';

const listName = 'friends online';

/** The friends who are here now and let others see it, most recent friendship first. */
@Injectable()
export class OnlineFriendsService {
  constructor(
    private readonly database: Database,
    private readonly presence: FriendPresence,
    private readonly views: FriendViews,
    private readonly cursors: Cursors,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async listOnlineFriends(
    { userId }: Caller,
    { page, limit, cursor }: PageQuery,
  ): Promise<FriendListResponse> {
    const place = cursor === undefined ? undefined : this.cursors.decode(listName, cursor);
    const everybody = { after: undefined, offset: 0, limit: this.config.FRIEND_LIMIT };
    const edges = await selectRecentFriends(this.database, userId, everybody);
    const presence = await this.presence.get(edges.map(({ friend_id }) => friend_id));
    const online = edges.filter(({ friend_id }) => presence.get(friend_id)?.isOnline);
    const rest = place
      ? online.filter((edge) => isBehind(edge, place))
      : online.slice((page - 1) * limit);
    const rows = rest.slice(0, limit);
    const last = rest.length > limit ? rows.at(-1) : undefined;
    return {
      friends: await this.views.of(userId, rows, presence),
      pagination: paginated({
        page,
        limit,
        total: online.length,
        nextCursor: last
          ? this.cursors.encode(listName, {
              id: last.friend_id,
              rank: BigInt(last.since.getTime()),
            })
          : null,
      }),
    };
  }
}

/** Whoever the cursor stands at may have left since; their place in the order has not. */
function isBehind(
  edge: { friend_id: string; since: Date },
  { id, rank }: { id: string; rank: bigint },
): boolean {
  const since = BigInt(edge.since.getTime());
  return since === rank ? edge.friend_id < id : since < rank;
}
