import type { Sql } from '@tribe/service-kit';
import type { CheckinRow } from '../../checkin/checkin.queries';

/** Returns the id of the system that a habit was imported to before. */
export async function findImportedSystemId(
  sql: Sql,
  userId: string,
  key: string,
): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'system_by_import_key',
    `SELECT id FROM systems WHERE user_id = $1::uuid AND import_key = $2 AND deleted_at IS NULL`,
    [userId, key],
  );
  return row?.id;
}

/** Returns which client ids are used in a system, with the import that added each. */
export async function findKnownClientIds(
  sql: Sql,
  systemId: string,
  clientIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await sql.query<{ clientId: string; importId: string | null }>(
    'checkins_known_client_ids',
    `SELECT client_id AS "clientId", import_id AS "importId" FROM checkins
      WHERE system_id = $1::uuid AND client_id = ANY($2::text[])`,
    [systemId, clientIds],
  );
  return new Map(rows.map(({ clientId, importId }) => [clientId, importId]));
}

/** Returns the number of check-ins of a system on dates that have any. */
export async function countOnDays(
  sql: Sql,
  systemId: string,
  dates: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ date: string; total: number }>(
    'checkins_day_counts',
    `SELECT local_date::text AS date, count(*)::int AS total FROM checkins
      WHERE system_id = $1::uuid AND local_date = ANY($2::date[]) GROUP BY local_date`,
    [systemId, dates],
  );
  return new Map(rows.map(({ date, total }) => [date, total]));
}

/** Inserts the check-ins of an import into a locked system. */
export async function insertImportedCheckins(sql: Sql, rows: readonly CheckinRow[]): Promise<void> {
  const columns = `id, system_id, user_id, client_id, checked_in_at, local_time, local_date, status,
    metric_value_logged, notes, photo_url, import_id, version, created_at, updated_at`;

  await sql.execute(
    'checkins_import',
    `INSERT INTO checkins (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::checkins, $1::json)`,
    [JSON.stringify(rows.map(recordOf))],
  );
}

/** Lets a habit that is older than its system begin no later than on a date. */
export async function extendHistory(sql: Sql, systemId: string, date: string): Promise<void> {
  await sql.execute(
    'system_history_extend',
    'UPDATE systems SET started_on = least(started_on, $2::date) WHERE id = $1::uuid',
    [systemId, date],
  );
}

function recordOf(row: CheckinRow) {
  return {
    id: row.id,
    system_id: row.systemId,
    user_id: row.userId,
    client_id: row.clientId,
    checked_in_at: row.checkedInAt,
    local_time: row.localTime,
    local_date: row.localDate,
    status: row.status,
    metric_value_logged: row.metricValueLogged,
    notes: row.notes,
    photo_url: row.photoUrl,
    import_id: row.importId,
    version: String(row.version),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
