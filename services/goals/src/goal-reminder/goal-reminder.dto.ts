import { id, timeZoneField } from '@tribe/service-kit';
import { z } from 'zod';
import { ReminderType } from '../generated/prisma/enums';
import { goalParams } from '../goal/goal.dto';
import { localTime, weekdays } from '../system/system-fields';
import { maxRemindersPerGoal } from './goal-reminder.rules';

export const goalReminderParams = goalParams.extend({ reminderId: id });
export type GoalReminderParams = z.infer<typeof goalReminderParams>;

const common = {
  reminder_time: localTime,
  timezone: timeZoneField
    .nullish()
    .meta({ example: 'Africa/Kigali' })
    .describe('The time zone in which the reminder stays; null if it follows yours'),
  is_active: z.boolean().default(true),
};

const noDays = z.array(z.int()).max(0).default([]).meta({ example: [] });

const dailyReminder = z
  .strictObject({ reminder_type: z.literal('daily'), reminder_days: noDays, ...common })
  .meta({ id: 'DailyGoalReminderRequest' });

const weeklyReminder = z
  .strictObject({
    reminder_type: z.literal('weekly'),
    reminder_days: weekdays(1, 1)
      .describe('One weekday, 0 for Monday')
      .meta({ example: [0] }),
    ...common,
  })
  .meta({ id: 'WeeklyGoalReminderRequest' });

const customReminder = z
  .strictObject({
    reminder_type: z.literal('custom'),
    reminder_days: weekdays(1, 7).describe('Weekdays, 0 for Monday'),
    ...common,
  })
  .meta({ id: 'CustomGoalReminderRequest' });

export const goalReminderBody = z
  .discriminatedUnion('reminder_type', [dailyReminder, weeklyReminder, customReminder])
  .meta({
    id: 'GoalReminderRequest',
    example: { reminder_type: 'custom', reminder_time: '18:30', reminder_days: [0, 2, 4] },
  });
export type GoalReminderBody = z.infer<typeof goalReminderBody>;

export const goalReminderResponse = z
  .object({
    id,
    goal_id: id,
    reminder_type: z.enum(ReminderType).meta({ id: 'GoalReminderType', example: 'custom' }),
    reminder_time: z.string().meta({ example: '18:30' }),
    reminder_days: z
      .array(z.int())
      .max(7)
      .meta({ example: [0, 2, 4] }),
    timezone: z.string().nullable().meta({ example: null }),
    is_active: z.boolean(),
    next_reminder_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'GoalReminder', description: 'A time at which you are reminded of a goal' });

export const goalRemindersResponse = z
  .object({ reminders: z.array(goalReminderResponse).max(maxRemindersPerGoal) })
  .meta({ id: 'GoalReminderList' });
