import { type NewEvent, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { friendshipSnapshotted } from './friendship.events';
import type { FriendshipStatus } from './friendship.rules';

const PAGE_SIZE = 500;

/** Every pair as it stands now, for services that start from an empty schema. */
@SnapshotSource()
export class FriendshipSnapshots {
  constructor(private readonly prisma: PrismaService) {}

  async *snapshots(): AsyncIterable<NewEvent[]> {
    for (let lastId: string | undefined; ;) {
      const rows = await this.prisma.friendship.findMany({
        ...(lastId && { where: { id: { gt: lastId } } }),
        orderBy: { id: 'asc' },
        take: PAGE_SIZE,
      });
      if (rows.length === 0) return;
      yield rows.map((row) =>
        friendshipSnapshotted({ ...row, status: row.status as FriendshipStatus }),
      );
      lastId = rows.at(-1)?.id;
    }
  }
}
