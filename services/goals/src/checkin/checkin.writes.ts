import { newId, type Sql } from '@tribe/service-kit';
import type { CheckinRow } from './checkin.queries';

/** The columns that a write to a check-in may change. */
export type CheckinWrite = Partial<
  Pick<
    CheckinRow,
    | 'status'
    | 'metricValueLogged'
    | 'notes'
    | 'photoUrl'
    | 'verifiedByPartnerId'
    | 'verifiedAt'
    | 'verifierQuery'
    | 'queryAnswer'
    | 'deletedAt'
  >
>;

/** Returns the check-in after the changes. Increments the version, so the caller must publish exactly one event of it. */
export function changedCheckin(row: CheckinRow, changes: CheckinWrite, now: Date): CheckinRow {
  return { ...row, ...changes, version: row.version + 1n, updatedAt: now };
}

export async function insertCheckin(sql: Sql, row: CheckinRow): Promise<void> {
  await sql.execute(
    'checkin_insert',
    `INSERT INTO checkins (id, system_id, user_id, partnership_id, client_id, checked_in_at, local_time, local_date,
       status, metric_value_logged, notes, photo_url, version, created_at, updated_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7::timestamp, $8::date,
       $9::checkin_status, $10::float8, $11, $12, $13, $14, $14)`,
    [
      row.id,
      row.systemId,
      row.userId,
      row.partnershipId,
      row.clientId,
      row.checkedInAt,
      row.localTime,
      row.localDate,
      row.status,
      row.metricValueLogged,
      row.notes,
      row.photoUrl,
      row.version,
      row.createdAt,
    ],
  );
}

/** Writes the state of a check-in whose system is locked. */
export async function saveCheckin(sql: Sql, row: CheckinRow): Promise<void> {
  await sql.execute(
    'checkin_save',
    `UPDATE checkins
        SET status = $2::checkin_status, metric_value_logged = $3::float8, notes = $4, photo_url = $5,
            verified_by_partner_id = $6::uuid, verified_at = $7, verifier_query = $8, query_answer = $9,
            deleted_at = $10, version = $11, updated_at = $12
      WHERE id = $1::uuid`,
    [
      row.id,
      row.status,
      row.metricValueLogged,
      row.notes,
      row.photoUrl,
      row.verifiedByPartnerId,
      row.verifiedAt,
      row.verifierQuery,
      row.queryAnswer,
      row.deletedAt,
      row.version,
      row.updatedAt,
    ],
  );
}

/** Keeps the state of a check-in that its owner replaces. */
export async function keepRevision(sql: Sql, row: CheckinRow, now: Date): Promise<void> {
  await sql.execute(
    'checkin_revision_insert',
    `INSERT INTO checkin_revisions (id, checkin_id, status, metric_value_logged, notes, replaced_at)
     VALUES ($1::uuid, $2::uuid, $3::checkin_status, $4::float8, $5, $6)`,
    [newId(), row.id, row.status, row.metricValueLogged, row.notes, now],
  );
}
