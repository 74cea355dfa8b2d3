import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { goalSnapshotted } from './goal.events';
import { wholeGoal } from './goal.queries';

/** Snapshots of all goals that are not deleted, for services that start with an empty schema. */
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
          include: wholeGoal,
        }),
      goalSnapshotted,
    );
  }
}
