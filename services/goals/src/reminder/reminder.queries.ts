import type { Sql } from '@tribe/service-kit';
import type { ReminderType } from '../generated/prisma/enums';

/** A reminder, with dates as text. */
export interface ReminderRow {
  readonly id: string;
  readonly userId: string;
  readonly goalId: string | null;
  readonly systemId: string | null;
  readonly type: ReminderType;
  readonly time: string;
  readonly days: readonly number[];
  /** Null for the time zone of the user. */
  readonly timezone: string | null;
  readonly isActive: boolean;
  readonly nextFireAt: Date | null;
  readonly nextFireOn: string | null;
  readonly lastFiredOn: string | null;
  readonly version: bigint;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A reminder, and the time zone in which it fires. */
export interface ZonedReminder extends ReminderRow {
  readonly zone: string;
}

const columns = `
  r.id, r.user_id AS "userId", r.goal_id AS "goalId", r.system_id AS "systemId", r.reminder_type AS type,
  r.reminder_time AS time, r.reminder_days AS days, r.timezone, r.is_active AS "isActive",
  r.next_fire_at AS "nextFireAt", r.next_fire_on::text AS "nextFireOn", r.last_fired_on::text AS "lastFiredOn",
  r.version, r.created_at AS "createdAt", r.updated_at AS "updatedAt"`;

/** The time zone of a user: that of the latest settings, or of the card of a user whose settings never changed. */
const zoneOf = (userId: string) => `
  coalesce((SELECT timezone FROM user_calendar_changes WHERE user_id = ${userId} ORDER BY version DESC LIMIT 1),
           (SELECT timezone FROM user_cards WHERE user_id = ${userId}), 'UTC')`;

const zoned = `${columns}, coalesce(r.timezone, ${zoneOf('r.user_id')}) AS zone`;

export async function findZone(sql: Sql, userId: string): Promise<string> {
  const [row] = await sql.query<{ zone: string }>(
    'reminder_zone_of_user',
    `SELECT ${zoneOf('$1::uuid')} AS zone`,
    [userId],
  );
  return row?.zone ?? 'UTC';
}

/** Locks the due reminders that no other transaction handles, the earliest first. */
export function claimDueReminders(
  sql: Sql,
  { now, limit }: { now: Date; limit: number },
): Promise<ZonedReminder[]> {
  return sql.query<ZonedReminder>(
    'reminders_claim_due',
    `SELECT ${zoned} FROM reminders r
      WHERE r.next_fire_at <= $1 ORDER BY r.next_fire_at LIMIT $2
        FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
}

/** Locks the active reminders without a next firing that no other transaction handles. */
export function claimUnplannedReminders(sql: Sql, limit: number): Promise<ZonedReminder[]> {
  return sql.query<ZonedReminder>(
    'reminders_claim_unplanned',
    `SELECT ${zoned} FROM reminders r
      WHERE r.is_active AND r.next_fire_at IS NULL ORDER BY r.id LIMIT $1
        FOR UPDATE SKIP LOCKED`,
    [limit],
  );
}

/** Locks a page of the active reminders of a user that follow the time zone of the user. */
export function lockFollowingReminders(
  sql: Sql,
  { userId, after, limit }: { userId: string; after: string; limit: number },
): Promise<ZonedReminder[]> {
  return sql.query<ZonedReminder>(
    'reminders_lock_following',
    `SELECT ${zoned} FROM reminders r
      WHERE r.user_id = $1::uuid AND r.is_active AND r.timezone IS NULL AND r.id > $2::uuid
      ORDER BY r.id LIMIT $3
        FOR UPDATE`,
    [userId, after, limit],
  );
}

/** Returns the reminders of a user about a goal, oldest first. */
export function listGoalReminders(
  sql: Sql,
  { goalId, userId, limit }: { goalId: string; userId: string; limit: number },
): Promise<ReminderRow[]> {
  return sql.query<ReminderRow>(
    'reminders_of_goal',
    `SELECT ${columns} FROM reminders r
      WHERE r.goal_id = $1::uuid AND r.user_id = $2::uuid ORDER BY r.id LIMIT $3`,
    [goalId, userId, limit],
  );
}

/** Locks a reminder of a user about a goal. */
export async function lockGoalReminder(
  sql: Sql,
  { goalId, userId, reminderId }: { goalId: string; userId: string; reminderId: string },
): Promise<ReminderRow | undefined> {
  const [row] = await sql.query<ReminderRow>(
    'reminder_lock',
    `SELECT ${columns} FROM reminders r
      WHERE r.id = $1::uuid AND r.goal_id = $2::uuid AND r.user_id = $3::uuid
        FOR UPDATE`,
    [reminderId, goalId, userId],
  );
  return row;
}
