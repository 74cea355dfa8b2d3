import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { tribeSnapshotted } from './tribe.events';
import { type Tribe, withMembers } from './tribe.queries';

/** Each tribe carries all its members. */
const tribesPerPage = 50;

/** Every tribe, group and team, also archived ones, for a service that starts with an empty schema. */
@SnapshotSource()
export class TribeSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      ({ after, take }) =>
        this.prisma.tribe.findMany({
          where: after,
          orderBy: { id: 'asc' },
          take,
          include: withMembers,
        }),
      (row) => tribeSnapshotted(row as Tribe),
      tribesPerPage,
    );
  }
}
