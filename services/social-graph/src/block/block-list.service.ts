import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Cursors, Database, paginated } from '@tribe/service-kit';
import { userCardView } from '../friend/user-card.dto';
import { type BlockedUserListResponse, blockView, type ListBlockedUsersQuery } from './block.dto';
import { countShownBlocks, selectBlocks } from './block.queries';

const listName = 'blocked users';

/** Whom a person has blocked, for themselves alone. */
@Injectable()
export class BlockListService {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
    private readonly cursors: Cursors,
  ) {}

  async listBlockedUsers(
    { userId }: Caller,
    query: ListBlockedUsersQuery,
  ): Promise<BlockedUserListResponse> {
    const { page, limit, cursor } = query;
    const place = cursor === undefined ? undefined : this.cursors.decode(listName, cursor);
    const after = place && { blockedAt: new Date(Number(place.rank)), id: place.id };
    const [found, total] = await Promise.all([
      selectBlocks(this.database, userId, {
        after,
        offset: after ? 0 : (page - 1) * limit,
        limit: limit + 1,
      }),
      countShownBlocks(this.database, userId),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const cards = await this.userCards.get(rows.map(({ blockedId }) => blockedId));
    return {
      blocked_users: rows.flatMap((row) => {
        const card = cards.get(row.blockedId);
        return card ? [{ ...blockView(row), user: userCardView(card) }] : [];
      }),
      pagination: paginated({
        page,
        limit,
        total,
        nextCursor: last
          ? this.cursors.encode(listName, { id: last.id, rank: BigInt(last.blockedAt.getTime()) })
          : null,
      }),
    };
  }
}
