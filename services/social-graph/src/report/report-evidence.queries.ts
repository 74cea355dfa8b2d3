import type { Sql } from '@tribe/service-kit';

/** A picture or file of the target of a report. */
export interface Evidence {
  readonly reportId: string;
  readonly mediaId: string;
  readonly ownerId: string;
  readonly purpose: string;
}

export function listEvidence(sql: Sql, reportIds: readonly string[]): Promise<Evidence[]> {
  const text = `SELECT report_id AS "reportId", media_id AS "mediaId", owner_id AS "ownerId", purpose
    FROM report_media WHERE report_id = ANY($1::uuid[]) ORDER BY report_id, media_id`;
  return sql.query<Evidence>('report_media_of_reports', text, [reportIds]);
}

export async function isEvidence(sql: Sql, reportId: string, mediaId: string): Promise<boolean> {
  const text = 'SELECT FROM report_media WHERE report_id = $1::uuid AND media_id = $2::uuid';
  return (await sql.query('report_media_exists', text, [reportId, mediaId])).length > 0;
}

/** The use of a media by a report, in the calls of media. */
export function evidenceTargetOf(reportId: string): string {
  return `report/${reportId}`;
}
