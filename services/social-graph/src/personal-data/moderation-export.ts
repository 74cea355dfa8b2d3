import { type PersonalDataPage, sectionById } from '@tribe/personal-data';
import type { PrismaService } from '../prisma.service';

/** The reports that a user filed, and the decisions about the user. Neither names another user. */
export async function* exportModeration(
  prisma: PrismaService,
  userId: string,
): AsyncIterable<PersonalDataPage> {
  yield* sectionById('reports', async ({ after, take }) => {
    const rows = await prisma.report.findMany({
      where: { reporterId: userId, ...after },
      orderBy: { id: 'asc' },
      take,
      include: { case: { select: { targetType: true, targetId: true } } },
    });

    return rows.map(
      ({ id, reason, details, createdAt, reviewedAt, case: { targetType, targetId } }) => ({
        id,
        targetType,
        targetId,
        reason,
        details,
        createdAt,
        reviewedAt,
      }),
    );
  });

  yield* sectionById('moderation_decisions', ({ after, take }) =>
    prisma.moderationAction.findMany({
      where: { subjectId: userId, ...after },
      orderBy: { id: 'asc' },
      take,
      select: {
        id: true,
        kind: true,
        until: true,
        createdAt: true,
        liftedAt: true,
        appeal: { select: { text: true, status: true, createdAt: true, decidedAt: true } },
      },
    }),
  );
}
