import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Cursors, Database, paginated } from '@tribe/service-kit';
import {
  type FriendRequestListResponse,
  type ListFriendRequestsQuery,
  listedFriendRequestView,
} from './friend-request.dto';
import { countFriendRequests, type FriendRequestRow, selectFriendRequests } from './friend.queries';

/** Open friend requests as either side sees them. */
@Injectable()
export class FriendRequestListService {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
    private readonly cursors: Cursors,
  ) {}

  async listRequests(
    { userId }: Caller,
    query: ListFriendRequestsQuery,
  ): Promise<FriendRequestListResponse> {
    const { direction, page, limit, cursor } = query;
    const list = `friend requests ${direction}`;
    const place = cursor === undefined ? undefined : this.cursors.decode(list, cursor);
    const after = place && { requestedAt: new Date(Number(place.rank)), id: place.id };
    const [found, total] = await Promise.all([
      selectFriendRequests(this.database, userId, {
        direction,
        after,
        offset: after ? 0 : (page - 1) * limit,
        limit: limit + 1,
      }),
      countFriendRequests(this.database, userId, direction),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const others = await this.userCards.get(rows.map((row) => otherOf(row, userId)));
    return {
      requests: rows.flatMap((row) => {
        const other = others.get(otherOf(row, userId));
        return other ? [listedFriendRequestView(row, userId, other)] : [];
      }),
      pagination: paginated({
        page,
        limit,
        total,
        nextCursor: last
          ? this.cursors.encode(list, { id: last.id, rank: BigInt(last.requestedAt.getTime()) })
          : null,
      }),
    };
  }
}

function otherOf({ requesterId, addresseeId }: FriendRequestRow, userId: string): string {
  return requesterId === userId ? addresseeId : requesterId;
}
