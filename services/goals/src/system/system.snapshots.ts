import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { systemSnapshotted } from './system.events';

/** Snapshots of all systems that are not deleted, for services that start with an empty schema. */
@SnapshotSource()
export class SystemSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.system.findMany({
          where: { deletedAt: null, ...after },
          orderBy: { id: 'asc' },
          take,
          select: {
            id: true,
            userId: true,
            goalId: true,
            title: true,
            status: true,
            frequency: true,
            metricType: true,
            verificationRequired: true,
            sharedWithPartner: true,
            version: true,
          },
        }),
      systemSnapshotted,
    );
  }
}
