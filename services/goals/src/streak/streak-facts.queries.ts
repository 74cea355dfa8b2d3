import type { Sql } from '@tribe/service-kit';
import type { SystemFrequency } from '../generated/prisma/enums';

/** The stored facts about a system, with instants in milliseconds since 1970 and dates as text. */
export interface FactsRow {
  readonly id: string;
  readonly created_at: number;
  readonly started_on: string | null;
  readonly through: string | null;
  readonly state: unknown;
  readonly calendar: CalendarRow[] | null;
  readonly schedules: ScheduleRow[];
  readonly pauses: { id: string; from: number; to: number | null }[] | null;
  readonly vacations: { id: string; from: string; to: string }[] | null;
  readonly freezes: { id: string; day: string }[] | null;
  /** A line per check-in: its id, when it happened, the time of the device, when it was recorded, and 1 if skipped. */
  readonly checkins: string | null;
}

export interface CalendarRow {
  readonly at: number;
  readonly timezone: string;
  readonly dayStartsAtMinute: number;
}

export interface ScheduleRow {
  readonly at: number;
  readonly frequency: SystemFrequency;
  readonly details: Record<string, unknown>;
  readonly restDays: number[];
}

/** More changes of a calendar are not read; a user who flies every day needs years for them. */
const maxCalendarChanges = 1_000;

/** `date_part` returns a float, which costs less than the numeric of `extract`: ten years have 11,000 instants. */
const ms = (column: string) => `round(date_part('epoch', ${column}) * 1000)`;

/** Ten years of check-ins cost half as much as text than as JSON. */
const checkInLine = `
  id || ' ' || ${ms('checked_in_at')}::bigint || ' ' || ${ms('local_time')}::bigint || ' ' ||
  ${ms('CASE WHEN import_id IS NULL THEN created_at ELSE checked_in_at END')}::bigint || ' ' ||
  (status = 'skipped')::int`;

/** A user whose settings never changed has the calendar of the user card, or none. */
const calendar = `
  coalesce(
    (SELECT json_agg(json_build_object('at', ${ms('effective_at')}, 'timezone', timezone,
                                       'dayStartsAtMinute', day_starts_at_minute))
       FROM (SELECT * FROM user_calendar_changes WHERE user_id = s.user_id
              ORDER BY version DESC LIMIT ${maxCalendarChanges}) AS changes),
    (SELECT json_build_array(json_build_object('at', 0, 'timezone', timezone,
                                               'dayStartsAtMinute', day_starts_at_minute))
       FROM user_cards WHERE user_id = s.user_id))`;

/**
 * It is not known when imported check-ins were recorded. $2: whether to ignore the stored states and read the whole history.
 */
const factsBySystem = `
  SELECT s.id, ${ms('s.created_at')} AS created_at, s.started_on::text, streak.through::text, streak.state, ${calendar} AS calendar,
         (SELECT json_agg(json_build_object('at', ${ms('effective_at')}, 'frequency', frequency,
                                            'details', frequency_details, 'restDays', rest_days))
            FROM system_schedules WHERE system_id = s.id) AS schedules,
         (SELECT json_agg(json_build_object('id', id, 'from', ${ms('paused_at')}, 'to', ${ms('resumed_at')})
                          ORDER BY id)
            FROM system_pauses WHERE system_id = s.id) AS pauses,
         (SELECT json_agg(json_build_object('id', id, 'from', starts_on, 'to', ends_on) ORDER BY id)
            FROM system_vacations WHERE system_id = s.id) AS vacations,
         (SELECT json_agg(json_build_object('id', id, 'day', frozen_on))
            FROM system_freezes WHERE system_id = s.id) AS freezes,
         (SELECT string_agg(${checkInLine}, E'\\n')
            FROM checkins
           WHERE system_id = s.id AND deleted_at IS NULL
             AND local_date >= coalesce(streak.through, '-infinity')) AS checkins
    FROM systems s
    LEFT JOIN system_streaks streak ON streak.system_id = s.id AND NOT $2::boolean
   WHERE s.id = ANY($1::uuid[])`;

/** `recent`: since the stored state, or all without one. */
export type FactRange = 'recent' | 'all';

/** Returns the facts about systems; before the day `through`, without check-ins. */
export function findFacts(
  sql: Sql,
  systemIds: readonly string[],
  range: FactRange,
): Promise<FactsRow[]> {
  return sql.query<FactsRow>('streak_facts', factsBySystem, [systemIds, range === 'all']);
}

/** Returns the settings of a user over time, or null for an unknown user. */
export async function findCalendarRows(sql: Sql, userId: string): Promise<CalendarRow[] | null> {
  const [row] = await sql.query<{ calendar: CalendarRow[] | null }>(
    'streak_calendar_of_user',
    `SELECT ${calendar} AS calendar FROM (SELECT $1::uuid AS user_id) s`,
    [userId],
  );
  return row?.calendar ?? null;
}

export async function saveCheckpoint(
  sql: Sql,
  systemId: string,
  { through, state, now }: { through: string; state: string; now: Date },
): Promise<void> {
  await sql.execute(
    'streak_checkpoint_save',
    `INSERT INTO system_streaks (system_id, through, state, updated_at)
     VALUES ($1::uuid, $2::date, $3::jsonb, $4)
     ON CONFLICT (system_id) DO UPDATE
       SET through = excluded.through, state = excluded.state, updated_at = excluded.updated_at`,
    [systemId, through, state, now],
  );
}

export async function dropCheckpoint(sql: Sql, systemId: string): Promise<void> {
  await sql.execute(
    'streak_checkpoint_drop',
    'DELETE FROM system_streaks WHERE system_id = $1::uuid',
    [systemId],
  );
}

/** Returns the next version of the events of a streak. The caller holds the lock of the system. */
export async function nextStreakVersion(sql: Sql, systemId: string): Promise<bigint> {
  const [row] = await sql.query<{ version: bigint }>(
    'streak_version_next',
    `UPDATE systems SET streak_version = streak_version + 1 WHERE id = $1::uuid
     RETURNING streak_version AS version`,
    [systemId],
  );
  if (!row) throw new Error('a locked system is gone');

  return row.version;
}
