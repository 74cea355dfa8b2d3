import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { ReportReason } from '../generated/prisma/enums';
import type { ReportTargetTypeName } from './report-target-types';

/** A report with its target. */
export interface ReportedRow {
  readonly id: string;
  readonly targetType: ReportTargetTypeName;
  readonly targetId: string;
  readonly reason: ReportReason;
  readonly details: string | null;
  readonly createdAt: Date;
  readonly reviewedAt: Date | null;
}

const reports = `
  SELECT r.id, c.target_type AS "targetType", c.target_id AS "targetId", r.reason, r.details,
         r.created_at AS "createdAt", r.reviewed_at AS "reviewedAt"
    FROM reports r JOIN moderation_cases c ON c.id = r.case_id
   WHERE r.reporter_id = $1::uuid`;

/** The report of a user about a target that no moderator has decided about. */
export async function findOpenReport(
  sql: Sql,
  reporterId: string,
  target: { type: ReportTargetTypeName; id: string },
): Promise<ReportedRow | undefined> {
  const [row] = await sql.query<ReportedRow>(
    'report_open',
    `${reports} AND c.target_type = $2 AND c.target_id = $3::uuid AND c.status <> 'resolved'`,
    [reporterId, target.type, target.id],
  );

  return row;
}

/** The reports of a user, newest first. */
export function listReports(
  sql: Sql,
  reporterId: string,
  window: PageWindow,
): Promise<ReportedRow[]> {
  return sql.query<ReportedRow>(
    'report_page',
    `${reports} AND r.id < $2::uuid ORDER BY r.id DESC LIMIT $3 OFFSET $4`,
    [reporterId, olderThan(window).id, window.limit, window.offset],
  );
}

export function countReports(sql: Sql, reporterId: string): Promise<number> {
  const count = 'SELECT count(*)::int AS total FROM reports WHERE reporter_id = $1::uuid';
  return countRows(sql, 'report_count', count, [reporterId]);
}

/** When a user reported something since a moment, oldest first. */
export async function listReportMoments(
  sql: Sql,
  reporterId: string,
  since: Date,
): Promise<Date[]> {
  const rows = await sql.query<{ createdAt: Date }>(
    'report_moments',
    `SELECT created_at AS "createdAt" FROM reports
      WHERE reporter_id = $1::uuid AND created_at > $2::timestamptz ORDER BY created_at`,
    [reporterId, since],
  );

  return rows.map(({ createdAt }) => createdAt);
}
