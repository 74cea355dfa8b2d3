import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { CheckinStatus } from '../generated/prisma/enums';

export interface CheckinRow {
  readonly id: string;
  readonly systemId: string;
  readonly userId: string;
  readonly partnershipId: string | null;
  readonly clientId: string;
  readonly checkedInAt: Date;
  /** Such as `2026-06-05T08:30:00`. */
  readonly localTime: string;
  /** Such as `2026-06-05`. */
  readonly localDate: string;
  readonly status: CheckinStatus;
  readonly metricValueLogged: number | null;
  readonly notes: string | null;
  readonly photoUrl: string | null;
  readonly verifiedByPartnerId: string | null;
  readonly verifiedAt: Date | null;
  readonly verifierQuery: string | null;
  readonly queryAnswer: string | null;
  /** Null for a check-in that its owner recorded. */
  readonly importId: string | null;
  readonly version: bigint;
  readonly deletedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Of the table `checkins c`. */
export const checkinColumns = `
  c.id, c.system_id AS "systemId", c.user_id AS "userId", c.partnership_id AS "partnershipId",
  c.client_id AS "clientId", c.checked_in_at AS "checkedInAt",
  to_char(c.local_time, 'YYYY-MM-DD"T"HH24:MI:SS') AS "localTime", c.local_date::text AS "localDate", c.status,
  c.metric_value_logged AS "metricValueLogged", c.notes, c.photo_url AS "photoUrl",
  c.verified_by_partner_id AS "verifiedByPartnerId", c.verified_at AS "verifiedAt",
  c.verifier_query AS "verifierQuery", c.query_answer AS "queryAnswer", c.import_id AS "importId", c.version, c.deleted_at AS "deletedAt",
  c.created_at AS "createdAt", c.updated_at AS "updatedAt"`;

const ofSystem = 'FROM checkins c WHERE c.system_id = $1::uuid AND c.deleted_at IS NULL';

/** Check-ins of the active partners of $1 that wait for a partner, in systems that they share. */
const awaiting = `
  FROM partnership_pairs p
  JOIN checkins c ON c.user_id = CASE p.user_low WHEN $1::uuid THEN p.user_high ELSE p.user_low END
   AND c.status = 'pending_verification' AND c.deleted_at IS NULL
  JOIN systems s ON s.id = c.system_id AND s.deleted_at IS NULL AND s.shared_with_partner
 WHERE p.is_active AND (p.user_low = $1::uuid OR p.user_high = $1::uuid)
   AND NOT EXISTS (
         SELECT FROM partnership_pairs other
          WHERE other.is_active AND other.user_low = p.user_low AND other.user_high = p.user_high
            AND other.partnership_id < p.partnership_id)
   AND NOT ${hiddenCondition('$1::uuid', 'c.user_id')}`;

const page = (source: string) => `
  SELECT ${checkinColumns} ${source} AND (c.checked_in_at, c.id) < ($2::timestamptz, $3::uuid)
   ORDER BY c.checked_in_at DESC, c.id DESC
   LIMIT $4 OFFSET $5`;

/** Returns the check-in with a client id, also if it was deleted. */
export async function findByClientId(
  sql: Sql,
  systemId: string,
  clientId: string,
): Promise<CheckinRow | undefined> {
  const [row] = await sql.query<CheckinRow>(
    'checkin_by_client_id',
    `SELECT ${checkinColumns} FROM checkins c WHERE c.system_id = $1::uuid AND c.client_id = $2`,
    [systemId, clientId],
  );
  return row;
}

/** Returns the check-in of a system, unless it was deleted. */
export async function findCheckin(
  sql: Sql,
  systemId: string,
  checkinId: string,
): Promise<CheckinRow | undefined> {
  const [row] = await sql.query<CheckinRow>(
    'checkin_by_id',
    `SELECT ${checkinColumns} ${ofSystem} AND c.id = $2::uuid`,
    [systemId, checkinId],
  );
  return row;
}

export function countOnDay(sql: Sql, systemId: string, date: string): Promise<number> {
  return countRows(
    sql,
    'checkin_day_count',
    'SELECT count(*)::int AS total FROM checkins WHERE system_id = $1::uuid AND local_date = $2::date',
    [systemId, date],
  );
}

/** Returns the check-ins of a system, newest first. */
export function listOfSystem(
  sql: Sql,
  systemId: string,
  window: PageWindow,
): Promise<CheckinRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<CheckinRow>('checkin_page', page(ofSystem), [
    systemId,
    at,
    id,
    window.limit,
    window.offset,
  ]);
}

export function countOfSystem(sql: Sql, systemId: string): Promise<number> {
  return countRows(sql, 'checkin_count', `SELECT count(*)::int AS total ${ofSystem}`, [systemId]);
}

/** Returns the check-ins that a user can verify, newest first. */
export function listAwaiting(
  sql: Sql,
  partnerId: string,
  window: PageWindow,
): Promise<CheckinRow[]> {
  const { at, id } = olderThan(window);
  return sql.query<CheckinRow>('checkin_awaiting_page', page(awaiting), [
    partnerId,
    at,
    id,
    window.limit,
    window.offset,
  ]);
}

export function countAwaiting(sql: Sql, partnerId: string): Promise<number> {
  return countRows(sql, 'checkin_awaiting_count', `SELECT count(*)::int AS total ${awaiting}`, [
    partnerId,
  ]);
}
