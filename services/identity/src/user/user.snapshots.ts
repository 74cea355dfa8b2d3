import { type NewEvent, type SnapshotPages, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { userSnapshotted } from './user.events';

const pageSize = 500;

/** Re-emits everybody's current state, for a service that starts from an empty schema. */
@SnapshotSource()
export class UserSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  async *snapshots(): AsyncIterable<NewEvent[]> {
    let lastId: string | undefined;
    for (;;) {
      const users = await this.prisma.user.findMany({
        where: lastId === undefined ? {} : { id: { gt: lastId } },
        orderBy: { id: 'asc' },
        take: pageSize,
      });
      if (users.length > 0) yield users.map(userSnapshotted);
      if (users.length < pageSize) return;
      lastId = users.at(-1)?.id;
    }
  }
}
