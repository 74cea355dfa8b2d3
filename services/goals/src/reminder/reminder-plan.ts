import { dayMs } from '@tribe/service-kit';
import type { Sql } from '@tribe/service-kit';
import { lockFollowingReminders, type ReminderRow, type ZonedReminder } from './reminder.queries';
import { type Firing, instantOn, nextFiring } from './reminder.rules';
import { saveFirings } from './reminder.writes';

const remindersPerPage = 200;
const beforeAllIds = '00000000-0000-0000-0000-000000000000';

/** Returns a reminder with its next firing after an instant; an inactive reminder has none. */
export function planned<Row extends ReminderRow>(row: Row, zone: string, after: Date): Row {
  if (!row.isActive) return { ...row, nextFireAt: null, nextFireOn: null };
  const { time, days: weekdays, lastFiredOn } = row;
  const firedOn = lastFiredOn === null ? undefined : Date.parse(lastFiredOn) / dayMs;
  const clock = { timezone: zone, after: after.getTime(), firedOn };

  return { ...row, ...firingColumns(nextFiring({ time, weekdays }, clock)) };
}

/** Plans the reminders of a user again that follow the user's time zone, which has just changed. */
export async function followZone(sql: Sql, userId: string, now: Date): Promise<void> {
  for (let after = beforeAllIds; ;) {
    const page = { userId, after, limit: remindersPerPage };
    const rows = await lockFollowingReminders(sql, page);
    const moved = rows.map((row) => planned(row, row.zone, now));
    await saveFirings(sql, moved);
    const last = rows.at(-1);
    if (!last || rows.length < remindersPerPage) return;
    after = last.id;
  }
}

/** Returns whether the planned instant is that of the time in the zone of the reminder. */
export function isAsPlanned({ time, zone, nextFireAt, nextFireOn }: ZonedReminder): boolean {
  if (!nextFireAt || nextFireOn === null) return false;
  return instantOn(Date.parse(nextFireOn) / dayMs, time, zone) === nextFireAt.getTime();
}

function firingColumns({ at, day }: Firing) {
  return {
    nextFireAt: new Date(at),
    nextFireOn: new Date(day * dayMs).toISOString().slice(0, 10),
  };
}
