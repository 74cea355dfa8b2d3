import type { ReminderRow } from '../reminder/reminder.queries';

export function goalReminderView(row: ReminderRow) {
  return {
    id: row.id,
    goal_id: row.goalId,
    reminder_type: row.type,
    reminder_time: row.time,
    reminder_days: row.days,
    timezone: row.timezone,
    is_active: row.isActive,
    next_reminder_at: row.nextFireAt,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
