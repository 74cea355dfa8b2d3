import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { friendshipSnapshotted } from './friendship.events';
import type { FriendshipStatus } from './friendship.rules';

/** Every friendship and request, for a service that starts with an empty schema. */
@SnapshotSource()
export class FriendshipSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.friendship.findMany({ where: after, orderBy: { id: 'asc' }, take }),
      (row) => friendshipSnapshotted({ ...row, status: row.status as FriendshipStatus }),
    );
  }
}
