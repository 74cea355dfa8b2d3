import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import type { PageById } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';
import { tribeEvents } from './tribe.events';
import type { Tribe } from './tribe.queries';
import type { Membership } from './tribe.rules';

/** Each tribe carries all its members. */
const tribesPerPage = 50;

/** Every tribe, group and team as it is now, for services that start with an empty schema. */
@SnapshotSource()
export class TribeSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      (page) => this.read(page),
      (tribe) => tribeEvents.snapshotted(tribe),
      tribesPerPage,
    );
  }

  private async read({ after, take }: PageById): Promise<Tribe[]> {
    const rows = await this.prisma.tribe.findMany({ where: after, orderBy: { id: 'asc' }, take });
    const members = await this.prisma.tribeMember.findMany({
      where: { tribeId: { in: rows.map(({ id }) => id) }, leftAt: null },
      orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
    });
    return rows.map((row) => ({
      ...(row as unknown as Tribe),
      members: members.filter(({ tribeId }) => tribeId === row.id) as Membership[],
    }));
  }
}
