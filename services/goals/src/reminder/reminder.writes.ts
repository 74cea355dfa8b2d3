import type { Sql } from '@tribe/service-kit';
import type { ReminderRow } from './reminder.queries';

/** Inserts a reminder. The reminder of a system replaces the one before, whose date may fire again. */
export async function putReminder(sql: Sql, row: ReminderRow): Promise<void> {
  await sql.execute(
    'reminder_put',
    `INSERT INTO reminders (id, user_id, goal_id, system_id, reminder_type, reminder_time, reminder_days, timezone,
       is_active, next_fire_at, next_fire_on, version, created_at, updated_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::reminder_type, $6, $7::smallint[], $8, $9, $10, $11::date,
       $12, $13, $14)
     ON CONFLICT (system_id) DO UPDATE
       SET reminder_time = excluded.reminder_time, timezone = excluded.timezone, is_active = excluded.is_active,
           next_fire_at = excluded.next_fire_at, next_fire_on = excluded.next_fire_on, last_fired_on = NULL,
           updated_at = excluded.updated_at`,
    [
      row.id,
      row.userId,
      row.goalId,
      row.systemId,
      row.type,
      row.time,
      row.days,
      row.timezone,
      row.isActive,
      row.nextFireAt,
      row.nextFireOn,
      row.version,
      row.createdAt,
      row.updatedAt,
    ],
  );
}

/** Writes the state of a locked reminder of a goal. */
export async function saveGoalReminder(sql: Sql, row: ReminderRow): Promise<void> {
  await sql.execute(
    'reminder_save',
    `UPDATE reminders
        SET reminder_type = $2::reminder_type, reminder_time = $3, reminder_days = $4::smallint[], timezone = $5,
            is_active = $6, next_fire_at = $7, next_fire_on = $8::date, last_fired_on = $9::date, updated_at = $10
      WHERE id = $1::uuid`,
    [
      row.id,
      row.type,
      row.time,
      row.days,
      row.timezone,
      row.isActive,
      row.nextFireAt,
      row.nextFireOn,
      row.lastFiredOn,
      row.updatedAt,
    ],
  );
}

/** Writes the next firings and versions of locked reminders. */
export async function saveFirings(sql: Sql, rows: readonly ReminderRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.execute(
    'reminders_save_firings',
    `UPDATE reminders r
        SET next_fire_at = planned.next_fire_at, next_fire_on = planned.next_fire_on,
            last_fired_on = planned.last_fired_on, version = planned.version
       FROM unnest($1::uuid[], $2::timestamptz[], $3::date[], $4::date[], $5::bigint[])
         AS planned (id, next_fire_at, next_fire_on, last_fired_on, version)
      WHERE r.id = planned.id`,
    [
      rows.map(({ id }) => id),
      rows.map(({ nextFireAt }) => nextFireAt),
      rows.map(({ nextFireOn }) => nextFireOn),
      rows.map(({ lastFiredOn }) => lastFiredOn),
      rows.map(({ version }) => version.toString()),
    ],
  );
}

export async function deleteReminders(sql: Sql, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  return sql.execute('reminders_delete', 'DELETE FROM reminders WHERE id = ANY($1::uuid[])', [ids]);
}

export async function deleteSystemReminder(sql: Sql, systemId: string): Promise<void> {
  await sql.execute(
    'reminder_delete_of_system',
    'DELETE FROM reminders WHERE system_id = $1::uuid',
    [systemId],
  );
}
