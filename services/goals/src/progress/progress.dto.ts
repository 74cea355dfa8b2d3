import { userCardResponse } from '@tribe/projections';
import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { checkinResponse } from '../checkin/checkin.dto';
import { goalSummaryResponse, progressFields } from '../goal/goal.dto';
import { dateField } from '../streak/date-field';
import { dayRuleField, streakFields } from '../streak/streak.dto';
import { systemResponse } from '../system/system.dto';

/** The most days of a period: a leap year. */
const maxDays = 366;

export const progressQuery = z.object({
  period: z
    .enum(['week', 'month', 'year'])
    .meta({ id: 'ProgressPeriod', example: 'month' })
    .default('month'),
  from: dateField.optional().describe('The first day. Without it, the period ends today'),
});
export type ProgressQuery = z.infer<typeof progressQuery>;

const rate = z.number().min(0).max(1).nullable().meta({ example: 0.8571 });
const range = { from: z.iso.date(), to: z.iso.date().describe('The last day, included') };

export const systemProgressResponse = z
  .object({
    system_id: id,
    ...range,
    ...streakFields,
    target_value: z.number().nullable().meta({ example: 20 }),
    target_unit: z.string().nullable().meta({ example: 'pages' }),
    summary: z
      .object({
        done_days: z.int().meta({ example: 24 }),
        due_days: z.int().meta({ example: 28 }),
        missed_days: z.int().meta({ example: 2 }),
        completion_rate: rate.describe('Done days by due days; null if nothing was due'),
        total_value: z.number().meta({ example: 480 }),
      })
      .meta({ id: 'SystemProgressSummary' }),
    days: z
      .array(
        z
          .object({
            date: z.iso.date(),
            rule: dayRuleField
              .nullable()
              .describe('null before the system existed and in the future'),
            level: z
              .int()
              .min(0)
              .max(4)
              .meta({ example: 4 })
              .describe('For a heat-map: 0 for not done, 4 for done as planned'),
            value: z.number().nullable().meta({ example: 20 }).describe('The sum of the day'),
            checkins: z.int().meta({ example: 1 }),
            streak: z.int().nullable().meta({ example: 12 }).describe('At the end of the day'),
            trend: rate.describe(
              'Done days by due days in the seven days to this one; null if nothing was due',
            ),
          })
          .meta({ id: 'SystemProgressDay' }),
      )
      .max(maxDays)
      .describe('One entry per day of the owner, oldest first'),
  })
  .meta({ id: 'SystemProgress' });

export const goalProgressResponse = z
  .object({
    goal_id: id,
    ...range,
    target_amount: z.number().nullable().meta({ example: 1500.0 }),
    target_currency: z.string().meta({ example: 'USD' }),
    target_date: z.iso.date().nullable(),
    ...progressFields,
    days: z
      .array(
        z
          .object({
            date: z.iso.date(),
            amount: z.number().meta({ example: 50.0 }).describe('Contributed on this day'),
            total: z
              .number()
              .nullable()
              .meta({ example: 450.0 })
              .describe('At the end of the day; null in the future'),
          })
          .meta({ id: 'GoalProgressDay' }),
      )
      .max(maxDays)
      .describe('One entry per day, by your time zone, oldest first'),
  })
  .meta({ id: 'GoalHistory' });

const systemToday = systemResponse
  .pick({
    id: true,
    goal_id: true,
    title: true,
    metric_type: true,
    target_value: true,
    target_unit: true,
    target_time_local: true,
    verification_required: true,
    streak: true,
  })
  .extend({
    is_due: z.boolean().describe('Whether the system is due today, or was done'),
    value_today: z.number().nullable().meta({ example: 12 }).describe('The sum of today'),
  })
  .meta({ id: 'SystemToday' });

const counts = {
  due: z.int().meta({ example: 4 }).describe('Systems that are due today'),
  done: z.int().meta({ example: 3 }).describe('Of these, done'),
  best_streak: z.int().meta({ example: 12 }).describe('The longest current streak'),
};

export const dashboardResponse = z
  .object({
    today: z.iso.date().describe('The date of your day'),
    ...counts,
    systems: z
      .array(systemToday)
      .max(100)
      .describe('Your active systems, newest first, at most 100'),
    has_more_systems: z.boolean(),
    goals: z
      .array(goalSummaryResponse)
      .max(20)
      .describe('Your active goals, newest first, at most 20'),
    has_more_goals: z.boolean(),
    partners: z
      .array(
        z
          .object({ partnership_id: id, user: userCardResponse, ...counts })
          .meta({ id: 'PartnerToday' }),
      )
      .max(10)
      .describe('Your active partners, by the systems that they share'),
    awaiting_verification: z
      .array(checkinResponse)
      .max(20)
      .describe('The latest check-ins of your partners that you can verify, at most 20'),
    awaiting_verification_count: z.int().meta({ example: 2 }),
  })
  .meta({ id: 'ProgressDashboard' });
