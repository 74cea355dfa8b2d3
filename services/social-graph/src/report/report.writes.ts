import { newId } from '@tribe/service-kit';
import type { ReportReason } from '../generated/prisma/enums';
import { beforeRows } from '../people/locks';
import type { Tx } from '../prisma.service';
import type { ReportTargetTypeName } from './report-target-types';
import { priorityOf, raisedPriority } from './report.rules';

interface NewReport {
  readonly id: string;
  readonly reporterId: string;
  readonly reason: ReportReason;
  readonly details: string | null;
  readonly excerpt: string | null;
  readonly createdAt: Date;
}

interface ReportedTarget {
  readonly targetType: ReportTargetTypeName;
  readonly targetId: string;
  readonly subjectId: string;
  readonly place: { readonly type: string; readonly id: string } | null;
}

/** Waits for a simultaneous report of the same target, and then joins its case. */
const caseOpen = `
  INSERT INTO moderation_cases (id, target_type, target_id, subject_id, place_type, place_id, priority, report_count,
                                opened_at, last_reported_at)
  VALUES ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6::uuid, $7, 0, $8::timestamptz, $8::timestamptz)
  ON CONFLICT (target_type, target_id) WHERE status <> 'resolved' DO UPDATE SET last_reported_at = excluded.last_reported_at
  RETURNING id, priority, report_count AS "reportCount"`;

/** Adds a report to the unresolved case of its target, and opens a case when there is none. */
export async function addToCase(
  tx: Tx,
  { targetType, targetId, subjectId, place }: ReportedTarget,
  report: NewReport,
): Promise<void> {
  beforeRows(tx);
  const first = priorityOf(report.reason, 1);
  const placeValues = [place?.type ?? null, place?.id ?? null];
  const target = [targetType, targetId, subjectId, ...placeValues];

  const [opened] = await tx.sql.query<{ id: string; priority: number; reportCount: number }>(
    'moderation_case_open',
    caseOpen,
    [newId(), ...target, first, report.createdAt],
  );

  if (!opened) throw new Error('an upsert returned no row');
  const reportCount = opened.reportCount + 1;
  const priority = raisedPriority(opened.priority, report.reason, reportCount);

  await tx.moderationCase.update({
    where: { id: opened.id },
    data: { reportCount, priority, ...(reportCount > 1 && { version: { increment: 1 } }) },
    select: { id: true },
  });

  await tx.report.create({ data: { ...report, caseId: opened.id }, select: { id: true } });
}
