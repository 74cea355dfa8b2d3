import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { ReminderDueSchema } from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { ReminderRow } from '../reminder/reminder.queries';

/** @param reminder with its new version, as it was planned */
export function reminderDue(reminder: ReminderRow, title: string): NewEvent {
  const { id, userId, goalId, systemId, nextFireAt, nextFireOn, time, version } = reminder;
  if (!nextFireAt || nextFireOn === null) throw new Error('the reminder was not planned');

  return eventOf(ReminderDueSchema, {
    entityId: id,
    entityVersion: version,
    data: {
      reminderId: id,
      userId,
      goalId: goalId ?? undefined,
      systemId: systemId ?? undefined,
      title,
      dueAt: timestampFromDate(nextFireAt),
      localDate: nextFireOn,
      localTime: time,
    },
  });
}
