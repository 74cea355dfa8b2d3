import { type NewEvent, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { tribeEvents } from './tribe.events';
import type { Tribe } from './tribe.queries';
import type { Membership } from './tribe.rules';

/** Each carries all its members. */
const PAGE_SIZE = 50;

/** Every tribe, group and team as it stands now, for services that start from an empty schema. */
@SnapshotSource()
export class TribeSnapshots {
  constructor(private readonly prisma: PrismaService) {}

  async *snapshots(): AsyncIterable<NewEvent[]> {
    for (let lastId: string | undefined; ;) {
      const rows = await this.prisma.tribe.findMany({
        ...(lastId && { where: { id: { gt: lastId } } }),
        orderBy: { id: 'asc' },
        take: PAGE_SIZE,
      });
      if (rows.length === 0) return;
      const members = await this.prisma.tribeMember.findMany({
        where: { tribeId: { in: rows.map(({ id }) => id) }, leftAt: null },
        orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
      });
      yield rows.map((row) => {
        const inIt = members.filter(({ tribeId }) => tribeId === row.id) as Membership[];
        return tribeEvents.snapshotted({ ...(row as unknown as Tribe), members: inIt });
      });
      lastId = rows.at(-1)?.id;
    }
  }
}
