import type { AuditEntryRow } from './audit.queries';
import type { AuditEntryResponse } from './case.dto';

export function auditEntryView(row: AuditEntryRow): AuditEntryResponse {
  return {
    id: row.id,
    event: row.event,
    actor_id: row.actorId,
    other_id: row.otherId,
    details: row.details,
    created_at: row.createdAt.toISOString(),
  };
}
