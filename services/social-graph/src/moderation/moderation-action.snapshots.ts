import { type NewEvent, type SnapshotPages, snapshotsById, SnapshotSource } from '@tribe/events';
import { PrismaService } from '../prisma.service';
import { moderationActionSnapshotted } from './moderation.events';

/** Every decision against a user, also those that were lifted, for a service that starts with an empty schema. */
@SnapshotSource()
export class ModerationActionSnapshots implements SnapshotPages {
  constructor(private readonly prisma: PrismaService) {}

  snapshots(): AsyncIterable<NewEvent[]> {
    return snapshotsById(
      async ({ after, take }) => {
        const rows = await this.prisma.moderationAction.findMany({
          where: { ...after, kind: { not: 'dismiss' }, subjectId: { not: null } },
          orderBy: { id: 'asc' },
          take,
          include: { case: true },
        });
        return rows;
      },
      (row) => moderationActionSnapshotted({ ...row, subjectId: row.subjectId ?? '' }, row.case),
    );
  }
}
