import { type NewEvent, type SnapshotPages, SnapshotSource } from '@tribe/events';
import { reachable } from '../phone/phone.rules';
import { PrismaService } from '../prisma.service';
import { settingsOf } from '../settings/settings.queries';
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
        include: { settings: true, phoneNumber: { select: { userId: true } } },
      });
      if (users.length > 0)
        yield users.map(({ settings, phoneNumber, ...user }) =>
          userSnapshotted(user, reachable(settingsOf(settings), phoneNumber !== null)),
        );
      if (users.length < pageSize) return;
      lastId = users.at(-1)?.id;
    }
  }
}
