import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { settingsOf } from './user-settings.queries';
import { sharedSettings } from './user-settings.rules';
import { userSnapshotted } from './user.events';

/** The current state of every user, also of inactive ones, for a service that starts with an empty schema. */
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
        userSnapshotted(user, sharedSettings(settingsOf(settings), phoneNumber !== null)),
    );
  }
}
