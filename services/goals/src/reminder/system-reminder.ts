import { newId, type Sql } from '@tribe/service-kit';
import type { System } from '../generated/prisma/client';
import { planned } from './reminder-plan';
import { findZone, type ReminderRow } from './reminder.queries';
import { deleteSystemReminder, putReminder } from './reminder.writes';

/** The columns of a system on which its reminder depends. */
export type RemindedSystem = Pick<
  System,
  | 'id'
  | 'userId'
  | 'status'
  | 'checkinReminder'
  | 'reminderTimeLocal'
  | 'reminderTimezone'
  | 'deletedAt'
>;

/** Plans the reminder of a locked system. A system that is paused, archived or deleted, or wants none, has no reminder. */
export async function planSystemReminder(
  sql: Sql,
  system: RemindedSystem,
  now: Date,
): Promise<void> {
  const time = reminderTimeOf(system);
  if (time === undefined) return deleteSystemReminder(sql, system.id);
  const zone = system.reminderTimezone ?? (await findZone(sql, system.userId));

  return putReminder(sql, planned(newReminder(system, time, now), zone, now));
}

/** Locks active systems that want a reminder and have none, or have that of an earlier time. */
export function claimUnremindedSystems(sql: Sql, limit: number): Promise<RemindedSystem[]> {
  return sql.query<RemindedSystem>(
    'systems_claim_unreminded',
    `SELECT s.id, s.user_id AS "userId", s.status, s.checkin_reminder AS "checkinReminder",
            s.reminder_time_local AS "reminderTimeLocal", s.reminder_timezone AS "reminderTimezone",
            s.deleted_at AS "deletedAt"
       FROM systems s
       LEFT JOIN reminders r ON r.system_id = s.id
      WHERE s.checkin_reminder AND s.deleted_at IS NULL AND s.status = 'active' AND s.reminder_time_local IS NOT NULL
        AND (r.reminder_time, r.timezone) IS DISTINCT FROM (s.reminder_time_local, s.reminder_timezone)
      ORDER BY s.id LIMIT $1
        FOR UPDATE OF s SKIP LOCKED`,
    [limit],
  );
}

function reminderTimeOf(system: RemindedSystem): string | undefined {
  const isWanted = system.checkinReminder && system.status === 'active' && !system.deletedAt;
  return (isWanted && system.reminderTimeLocal) || undefined;
}

/** Fires on every day: whether a check-in is due on a day is decided when it fires. */
function newReminder(system: RemindedSystem, time: string, now: Date): ReminderRow {
  return {
    id: newId(),
    userId: system.userId,
    goalId: null,
    systemId: system.id,
    type: 'daily',
    time,
    days: [],
    timezone: system.reminderTimezone,
    isActive: true,
    nextFireAt: null,
    nextFireOn: null,
    lastFiredOn: null,
    version: 0n,
    createdAt: now,
    updatedAt: now,
  };
}
