import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { postSnapshotted } from './post.events';

/** Publishes the current state of every post, for services that start with an empty schema. */
@SnapshotSource()
export class PostSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.post.findMany({
          where: { deletedAt: null, ...after },
          orderBy: { id: 'asc' },
          take,
        }),
      postSnapshotted,
    );
  }
}
