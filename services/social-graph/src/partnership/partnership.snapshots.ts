import { type NewEvent, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { partnershipSnapshotted } from './partnership.events';
import type { PartnershipRow } from './partnership.queries';

const PAGE_SIZE = 500;

/** Every partnership as it stands now, for services that start from an empty schema. */
@SnapshotSource()
export class PartnershipSnapshots {
  constructor(private readonly prisma: PrismaService) {}

  async *snapshots(): AsyncIterable<NewEvent[]> {
    for (let lastId: string | undefined; ;) {
      const rows = await this.prisma.partnership.findMany({
        ...(lastId && { where: { id: { gt: lastId } } }),
        orderBy: { id: 'asc' },
        take: PAGE_SIZE,
      });
      if (rows.length === 0) return;
      yield (rows as PartnershipRow[]).map(partnershipSnapshotted);
      lastId = rows.at(-1)?.id;
    }
  }
}
