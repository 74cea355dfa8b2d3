import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { blockSnapshotted } from './block.events';

/** Every block, also those that were lifted, for a service that starts with an empty schema. */
@SnapshotSource()
export class BlockSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.blockedUser.findMany({ where: after, orderBy: { id: 'asc' }, take }),
      blockSnapshotted,
    );
  }
}
