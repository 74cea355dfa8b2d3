import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Cursors, Database, paginated } from '@tribe/service-kit';
import { userCardView } from '../friend/user-card.dto';
import { type MutedUserListResponse, muteView, type ListMutedUsersQuery } from './mute.dto';
import { countShownMutes, selectMutes } from './mute.queries';

const listName = 'muted users';

/** Whom a person has muted, for themselves alone. Who is hidden from them is left out. */
@Injectable()
export class MuteListService {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
    private readonly cursors: Cursors,
  ) {}

  async listMutedUsers(
    { userId }: Caller,
    query: ListMutedUsersQuery,
  ): Promise<MutedUserListResponse> {
    const { page, limit, cursor } = query;
    const place = cursor === undefined ? undefined : this.cursors.decode(listName, cursor);
    const after = place && { mutedAt: new Date(Number(place.rank)), id: place.id };
    const [found, total] = await Promise.all([
      selectMutes(this.database, userId, {
        after,
        offset: after ? 0 : (page - 1) * limit,
        limit: limit + 1,
      }),
      countShownMutes(this.database, userId),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const cards = await this.userCards.get(rows.map(({ mutedId }) => mutedId));
    return {
      muted_users: rows.flatMap((row) => {
        const card = cards.get(row.mutedId);
        return card ? [{ ...muteView(row), user: userCardView(card) }] : [];
      }),
      pagination: paginated({
        page,
        limit,
        total,
        nextCursor: last
          ? this.cursors.encode(listName, { id: last.id, rank: BigInt(last.mutedAt.getTime()) })
          : null,
      }),
    };
  }
}
