import { type NewEvent, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { goalSnapshotted } from './goal.events';
import { withParticipants } from './goal.queries';

const PAGE_SIZE = 500;

/** Every goal as it is now, for a service that starts from nothing. Deleted goals are left out. */
@SnapshotSource()
export class GoalSnapshots {
  constructor(private readonly prisma: PrismaService) {}

  async *snapshots(): AsyncIterable<NewEvent[]> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const goals = await this.prisma.goal.findMany({
        where: { id: { gt: after }, deletedAt: null },
        orderBy: { id: 'asc' },
        take: PAGE_SIZE,
        include: withParticipants,
      });
      const last = goals.at(-1);
      if (!last) return;
      yield goals.map(goalSnapshotted);
      after = last.id;
    }
  }
}
