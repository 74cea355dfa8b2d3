import type { ReportResponse } from './report.dto';
import type { ReportedRow } from './report.queries';

/** A report as its reporter sees it. */
export function reportView(row: ReportedRow): ReportResponse {
  return {
    id: row.id,
    target_type: row.targetType,
    target_id: row.targetId,
    reason: row.reason,
    details: row.details,
    status: row.reviewedAt ? 'reviewed' : 'received',
    created_at: row.createdAt.toISOString(),
    reviewed_at: row.reviewedAt?.toISOString() ?? null,
  };
}
