import type { ReminderRow } from '../reminder/reminder.queries';
import type { GoalReminderBody } from './goal-reminder.dto';

/** The columns of a reminder that a request decides. */
export function goalReminderColumns(body: GoalReminderBody) {
  return {
    type: body.reminder_type,
    time: body.reminder_time,
    days: body.reminder_days,
    timezone: body.timezone ?? null,
    isActive: body.is_active,
  };
}

/** A reminder of a goal, which is not planned yet. */
export function newGoalReminder(
  { id, userId, goalId }: { id: string; userId: string; goalId: string },
  body: GoalReminderBody,
  { createdAt, now }: { createdAt: Date; now: Date },
): ReminderRow {
  return {
    ...goalReminderColumns(body),
    id,
    userId,
    goalId,
    systemId: null,
    nextFireAt: null,
    nextFireOn: null,
    lastFiredOn: null,
    version: 0n,
    createdAt,
    updatedAt: now,
  };
}
