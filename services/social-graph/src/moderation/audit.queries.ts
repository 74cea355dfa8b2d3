import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { AuditEntryResponse } from './case.dto';

export interface AuditEntryRow {
  readonly id: string;
  readonly event: AuditEntryResponse['event'];
  readonly actorId: string | null;
  readonly otherId: string | null;
  readonly details: Record<string, string>;
  readonly createdAt: Date;
}

/** The entries of a case, newest first. */
export function listAuditEntries(
  sql: Sql,
  caseId: string,
  window: PageWindow,
): Promise<AuditEntryRow[]> {
  return sql.query<AuditEntryRow>(
    'moderation_audit_page',
    `SELECT id, event, actor_id AS "actorId", other_id AS "otherId", details, created_at AS "createdAt"
       FROM moderation_audit
      WHERE case_id = $1::uuid AND id < $2::uuid
      ORDER BY id DESC LIMIT $3 OFFSET $4`,
    [caseId, olderThan(window).id, window.limit, window.offset],
  );
}

export function countAuditEntries(sql: Sql, caseId: string): Promise<number> {
  const count = 'SELECT count(*)::int AS total FROM moderation_audit WHERE case_id = $1::uuid';
  return countRows(sql, 'moderation_audit_count', count, [caseId]);
}
