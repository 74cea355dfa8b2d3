import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { muteSnapshotted } from './mute.events';

/** Every mute, also those that were lifted, for a service that starts with an empty schema. */
@SnapshotSource()
export class MuteSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.mutedUser.findMany({ where: after, orderBy: { id: 'asc' }, take }),
      muteSnapshotted,
    );
  }
}
