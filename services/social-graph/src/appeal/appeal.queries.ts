import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { ModerationAction, ModerationAppeal, Prisma } from '../generated/prisma/client';
import type { ModerationActionKind, ModerationAppealStatus } from '../generated/prisma/enums';
import type { CaseRow } from '../moderation/case.queries';
import type { PrismaService } from '../prisma.service';
import type { ReportTargetTypeName } from '../report/report-target-types';

/** A decision against a user, with the appeal of the user. */
export interface NoticeRow {
  readonly id: string;
  readonly kind: ModerationActionKind;
  readonly targetType: ReportTargetTypeName;
  readonly targetId: string;
  readonly until: Date | null;
  readonly createdAt: Date;
  readonly liftedAt: Date | null;
  readonly appeal: Pick<ModerationAppeal, 'status' | 'createdAt' | 'decidedAt'> | null;
}

type NoticeColumns = Omit<NoticeRow, 'appeal'> & {
  readonly appealStatus: ModerationAppealStatus | null;
  readonly appealedAt: Date | null;
  readonly decidedAt: Date | null;
};

/** An appeal with the decision and the case. */
export interface AppealOfCase {
  readonly appeal: ModerationAppeal;
  readonly action: ModerationAction;
  readonly row: CaseRow;
}

/** The decisions against a user, newest first. */
export async function listNotices(
  sql: Sql,
  subjectId: string,
  window: PageWindow,
): Promise<NoticeRow[]> {
  const rows = await sql.query<NoticeColumns>(
    'moderation_notice_page',
    `SELECT a.id, a.kind, c.target_type AS "targetType", c.target_id AS "targetId", a.until,
            a.created_at AS "createdAt", a.lifted_at AS "liftedAt", p.status AS "appealStatus",
            p.created_at AS "appealedAt", p.decided_at AS "decidedAt"
       FROM moderation_actions a
       JOIN moderation_cases c ON c.id = a.case_id
       LEFT JOIN moderation_appeals p ON p.action_id = a.id
      WHERE a.subject_id = $1::uuid AND a.id < $2::uuid
      ORDER BY a.id DESC LIMIT $3 OFFSET $4`,
    [subjectId, olderThan(window).id, window.limit, window.offset],
  );

  return rows.map(toNotice);
}

export function countNotices(sql: Sql, subjectId: string): Promise<number> {
  const count = 'SELECT count(*)::int AS total FROM moderation_actions WHERE subject_id = $1::uuid';
  return countRows(sql, 'moderation_notice_count', count, [subjectId]);
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** The appeals that a moderator can read, the oldest first: none about the moderator. */
export async function listAppeals(
  prisma: PrismaService,
  filter: { readonly viewerId: string; readonly status: ModerationAppealStatus },
  { after, limit, offset }: PageWindow,
): Promise<AppealOfCase[]> {
  const appeals = await prisma.moderationAppeal.findMany({
    where: { ...readable(filter), id: { gt: after?.id ?? firstId } },
    orderBy: { id: 'asc' },
    skip: offset,
    take: limit,
    include: { action: { include: { case: true } } },
  });

  return appeals.map(toAppealOfCase);
}

export function countAppeals(
  prisma: PrismaService,
  filter: { readonly viewerId: string; readonly status: ModerationAppealStatus },
): Promise<number> {
  return prisma.moderationAppeal.count({ where: readable(filter) });
}

/** An appeal with its decision and case; undefined for an appeal of the viewer. */
export async function findAppeal(
  prisma:
    | Pick<PrismaService, 'moderationAppeal'>
    | Pick<Prisma.TransactionClient, 'moderationAppeal'>,
  appealId: string,
  viewerId: string,
): Promise<AppealOfCase | undefined> {
  const appeal = await prisma.moderationAppeal.findUnique({
    where: { id: appealId },
    include: { action: { include: { case: true } } },
  });

  return appeal && appeal.action.subjectId !== viewerId ? toAppealOfCase(appeal) : undefined;
}

function readable({
  viewerId,
  status,
}: {
  readonly viewerId: string;
  readonly status: ModerationAppealStatus;
}): Prisma.ModerationAppealWhereInput {
  return { status, action: { OR: [{ subjectId: null }, { subjectId: { not: viewerId } }] } };
}

function toNotice({ appealStatus, appealedAt, decidedAt, ...row }: NoticeColumns): NoticeRow {
  const appeal =
    appealStatus && appealedAt ? { status: appealStatus, createdAt: appealedAt, decidedAt } : null;
  return { ...row, appeal };
}

function toAppealOfCase({
  action: { case: row, ...action },
  ...appeal
}: Prisma.ModerationAppealGetPayload<{
  include: { action: { include: { case: true } } };
}>): AppealOfCase {
  return {
    appeal,
    action,
    row: { ...row, targetType: row.targetType as ReportTargetTypeName },
  };
}
