import { id, nameField, pageQuery, paginationResponse, paragraphField } from '@tribe/service-kit';
import { z } from 'zod';
import { SystemFrequency, SystemMetric, SystemStatus } from '../generated/prisma/enums';
import { dateField } from '../streak/date-field';
import { streakFields } from '../streak/streak.dto';
import { frequencyDetails, localTime, reminderTimezone, restDays } from './system-fields';

const frequency = z.enum(SystemFrequency).meta({ id: 'SystemFrequency', example: 'weekly' });
const metric = z.enum(SystemMetric).meta({ id: 'SystemMetric', example: 'pages' });
const status = z.enum(SystemStatus).meta({ id: 'SystemStatus', example: 'active' });

const title = nameField(255).meta({ example: 'Read before breakfast' });
const description = paragraphField(5000).meta({ example: 'Twenty pages, no phone' });
const targetValue = z.number().positive().max(1_000_000).meta({ example: 20 });
const targetUnit = nameField(50).meta({ example: 'pages' });

/** The fields of a system that an import validates one by one. */
export const systemContent = { title, targetUnit };

export const systemParams = z.object({ systemId: id });
export type SystemParams = z.infer<typeof systemParams>;

export const createSystemBody = z
  .strictObject({
    goal_id: id.nullish().describe('A goal that you take part in, except as a viewer'),
    title,
    description: description.default(''),
    frequency: frequency.default('daily'),
    frequency_details: frequencyDetails.default({}),
    rest_days: restDays.default([]),
    metric_type: metric.default('binary'),
    target_value: targetValue.nullish(),
    target_unit: targetUnit.nullish(),
    target_time_local: localTime.nullish(),
    verification_required: z.boolean().default(false),
    shared_with_partner: z
      .boolean()
      .default(true)
      .describe('Whether your active partners see the system; required for verification'),
    checkin_reminder: z.boolean().default(false),
    reminder_time_local: localTime.nullish(),
    reminder_timezone: reminderTimezone.nullish(),
    ai_assistance_used: z.boolean().default(false),
    started_on: dateField
      .nullish()
      .describe(
        'The first day of a habit that you have already, at most a year ago, so that check-ins of the days since then can be added. Default: today',
      ),
  })
  .meta({
    id: 'CreateSystemRequest',
    example: {
      title: 'Read before breakfast',
      description: 'Twenty pages, no phone',
      frequency: 'weekly',
      frequency_details: { days_of_week: [0, 2, 4] },
      metric_type: 'pages',
      target_value: 20,
      target_unit: 'pages',
    },
  });
export type CreateSystemBody = z.infer<typeof createSystemBody>;

/** A merge patch: omitted fields stay unchanged, and null clears a field. */
export const updateSystemBody = z
  .strictObject({
    title: title.optional(),
    description: description.optional(),
    frequency: frequency.optional(),
    frequency_details: frequencyDetails.optional(),
    rest_days: restDays.optional(),
    metric_type: metric.optional(),
    target_value: targetValue.nullish(),
    target_unit: targetUnit.nullish(),
    target_time_local: localTime.nullish(),
    verification_required: z.boolean().optional(),
    shared_with_partner: z.boolean().optional(),
    checkin_reminder: z.boolean().optional(),
    reminder_time_local: localTime.nullish(),
    reminder_timezone: reminderTimezone.nullish(),
    ai_assistance_used: z.boolean().optional(),
  })
  .meta({
    id: 'UpdateSystemRequest',
    description: 'A merge patch: omitted fields stay unchanged, and null clears a field',
    example: { frequency: 'times_per_week', frequency_details: { times: 3 } },
  });
export type UpdateSystemBody = z.infer<typeof updateSystemBody>;

export const listSystemsQuery = pageQuery.extend({
  goal_id: id
    .optional()
    .describe('The systems of all participants of a goal that you take part in'),
  status: z
    .enum([...Object.values(SystemStatus), 'all'])
    .meta({ id: 'SystemStatusFilter' })
    .default('active'),
});
export type ListSystemsQuery = z.infer<typeof listSystemsQuery>;

export const systemResponse = z
  .object({
    id,
    user_id: id,
    goal_id: id.nullable(),
    title: z.string().meta({ example: 'Read before breakfast' }),
    description: z.string().meta({ example: 'Twenty pages, no phone' }),
    status,
    frequency,
    frequency_details: frequencyDetails,
    rest_days: z.array(z.int()).meta({ example: [6] }),
    metric_type: metric,
    target_value: z.number().nullable().meta({ example: 20 }),
    target_unit: z.string().nullable().meta({ example: 'pages' }),
    target_time_local: z.string().nullable().meta({ example: '07:30' }),
    verification_required: z.boolean(),
    shared_with_partner: z.boolean(),
    checkin_reminder: z.boolean(),
    reminder_time_local: z.string().nullable().meta({ example: '07:00' }),
    reminder_timezone: z.string().nullable().meta({ example: null }),
    ai_assistance_used: z.boolean(),
    started_on: z.iso
      .date()
      .nullable()
      .meta({ example: null })
      .describe('The first day of a habit that is older than the system'),
    streak: z.object(streakFields).meta({ id: 'StreakSummary' }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'System', description: 'A habit of a user' });

export const listSystemsResponse = z
  .object({ systems: z.array(systemResponse), pagination: paginationResponse })
  .meta({ id: 'SystemList' });
