import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { goalSnapshotted } from './goal.events';
import { withParticipants } from './goal.queries';

/** Every goal as it is now, for a service that starts with an empty schema. Deleted goals are left out. */
@SnapshotSource()
export class GoalSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.goal.findMany({
          where: { deletedAt: null, ...after },
          orderBy: { id: 'asc' },
          take,
          include: withParticipants,
        }),
      goalSnapshotted,
    );
  }
}
