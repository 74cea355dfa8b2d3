import { type NewEvent, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { muteSnapshotted } from './mute.events';

const PAGE_SIZE = 500;

/** Every mute as it stands now, also those that were taken back, for services that start from an empty schema. */
@SnapshotSource()
export class MuteSnapshots {
  constructor(private readonly prisma: PrismaService) {}

  async *snapshots(): AsyncIterable<NewEvent[]> {
    for (let lastId: string | undefined; ;) {
      const rows = await this.prisma.mutedUser.findMany({
        ...(lastId && { where: { id: { gt: lastId } } }),
        orderBy: { id: 'asc' },
        take: PAGE_SIZE,
      });
      if (rows.length === 0) return;
      yield rows.map((row) => muteSnapshotted(row));
      lastId = rows.at(-1)?.id;
    }
  }
}
