import type { Sql } from '@tribe/service-kit';

export interface NewCalendarChange {
  readonly userId: string;
  readonly version: bigint;
  readonly effectiveAt: Date;
  readonly timezone: string;
  readonly dayStartsAtMinute: number;
}

/** Returns false when the settings before this version are the same, or the version is known. */
export async function insertCalendarChange(sql: Sql, change: NewCalendarChange): Promise<boolean> {
  const { userId, version, effectiveAt, timezone, dayStartsAtMinute } = change;
  const inserted = await sql.execute(
    'user_calendar_insert',
    `INSERT INTO user_calendar_changes (user_id, version, effective_at, timezone, day_starts_at_minute)
     SELECT $1::uuid, $2::bigint, $3::timestamptz, $4, $5::smallint
      WHERE (SELECT (timezone, day_starts_at_minute) FROM user_calendar_changes
              WHERE user_id = $1::uuid AND version < $2::bigint
              ORDER BY version DESC LIMIT 1) IS DISTINCT FROM ($4::varchar, $5::smallint)
     ON CONFLICT DO NOTHING`,
    [userId, version, effectiveAt, timezone, dayStartsAtMinute],
  );
  return inserted > 0;
}

/** Locks the systems of a user, as every write to their check-ins does. */
export async function lockSystemsOf(sql: Sql, userId: string): Promise<void> {
  await sql.execute(
    'user_calendar_lock_systems',
    'SELECT FROM systems WHERE user_id = $1::uuid ORDER BY id FOR UPDATE',
    [userId],
  );
}

/** Dates the check-ins since an instant again. A day before is included for devices whose clock is behind. */
export async function moveCheckIns(sql: Sql, userId: string, since: Date): Promise<void> {
  await sql.execute(
    'user_calendar_move_checkins',
    `UPDATE checkins AS moved
        SET local_date = (local_time - make_interval(mins => (
              SELECT day_starts_at_minute FROM user_calendar_changes
               WHERE user_id = $1::uuid
               ORDER BY effective_at > moved.checked_in_at, CASE WHEN effective_at <= moved.checked_in_at
                        THEN -extract(epoch FROM effective_at) ELSE extract(epoch FROM effective_at) END
               LIMIT 1)))::date
      WHERE user_id = $1::uuid AND checked_in_at >= $2::timestamptz - interval '1 day'`,
    [userId, since],
  );
}

/** Drops the states that count a day which the change affects. Reads rebuild them from the facts. */
export async function dropCheckpointsOfUser(sql: Sql, userId: string, since: Date): Promise<void> {
  await sql.execute(
    'user_calendar_drop_checkpoints',
    `DELETE FROM system_streaks USING systems
      WHERE systems.id = system_id AND systems.user_id = $1::uuid
        AND through >= ($2::timestamptz AT TIME ZONE 'UTC')::date - 3`,
    [userId, since],
  );
}

export async function deleteCalendar(sql: Sql, userId: string): Promise<number> {
  return sql.execute(
    'user_calendar_delete',
    'DELETE FROM user_calendar_changes WHERE user_id = $1::uuid',
    [userId],
  );
}
