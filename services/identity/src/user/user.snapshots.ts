import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { reachable } from '../phone/phone.rules';
import { PrismaService } from '../prisma.service';
import { settingsOf } from './user-settings.queries';
import { userSnapshotted } from './user.events';

/** Every user as they are now, for a service that starts with an empty schema. */
@SnapshotSource()
export class UserSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.user.findMany({
          where: after,
          orderBy: { id: 'asc' },
          take,
          include: { settings: true, phoneNumber: { select: { userId: true } } },
        }),
      ({ settings, phoneNumber, ...user }) =>
        userSnapshotted(user, reachable(settingsOf(settings), phoneNumber !== null)),
    );
  }
}
