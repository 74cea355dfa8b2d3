import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { partnershipSnapshotted } from './partnership.events';
import type { PartnershipRow } from './partnership.queries';

/** Every partnership and invitation, for a service that starts with an empty schema. */
@SnapshotSource()
export class PartnershipSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.partnership.findMany({ where: after, orderBy: { id: 'asc' }, take }),
      (row) => partnershipSnapshotted(row as PartnershipRow),
    );
  }
}
