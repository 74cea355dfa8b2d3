import { userFields } from '@tribe/projections';
import {
  id,
  pageQuery,
  imageUrlField,
  paginationResponse,
  nameField,
  paragraphField,
  requiredWhen,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import {
  GoalPriority,
  GoalStatus,
  GoalType,
  ParticipantRole,
  TargetType,
} from '../generated/prisma/enums';
import { currencyCode, maxMilestones, positiveAmount, statusNames } from './goal-fields';

const goalType = z.enum(GoalType).meta({ id: 'GoalType', example: 'group' });
const goalStatus = z.enum(GoalStatus).meta({ id: 'GoalStatus', example: 'active' });
const goalPriority = z.enum(GoalPriority).meta({ id: 'GoalPriority', example: 'medium' });
const targetType = z.enum(TargetType).meta({ id: 'GoalTargetType', example: 'amount' });
const participantRole = z
  .enum(ParticipantRole)
  .meta({ id: 'GoalParticipantRole', example: 'creator' });

const title = nameField(255).meta({ example: 'Trip to Costa Rica' });
const description = paragraphField(5000).meta({ example: 'Ten days in June' });
const category = nameField(50).meta({ example: 'travel' });
const targetDate = z.iso.date();
const startDate = z.iso.date().describe('Not after the target date');
const autoComplete = z
  .boolean()
  .describe('Whether the contribution that reaches the target amount completes the goal');

export const goalParams = z.object({ goalId: id });
export type GoalParams = z.infer<typeof goalParams>;

const isRequired = 'is required for this target type';

export const createGoalBody = withRules(
  z.strictObject({
    title,
    description: description.nullish(),
    category: category.nullish(),
    goal_type: goalType,
    target_type: targetType
      .optional()
      .describe('Default: `amount` with an amount, `date` with a date, otherwise `boolean`'),
    target_amount: positiveAmount.nullish(),
    target_currency: currencyCode.default('USD'),
    target_date: targetDate.nullish(),
    start_date: startDate.nullish(),
    priority: goalPriority.default('medium'),
    auto_complete: autoComplete
      .optional()
      .describe(
        'Whether the contribution that reaches the target amount completes the goal. Default: true for the target type `amount`',
      ),
    is_public: z.boolean().default(false),
    image_url: imageUrlField.nullish(),
    status: z
      .enum(['not_started', 'active', 'in_progress'])
      .meta({ id: 'InitialGoalStatus' })
      .default('active')
      .describe('`in_progress` means `active`'),
    participant_ids: z
      .array(id)
      .max(100)
      .default([])
      .describe('Your friends who take part in a group goal'),
  }),
  requiredWhen(
    'target_amount',
    { field: 'target_type', is: 'amount', byDefault: false },
    isRequired,
  ),
  requiredWhen('target_date', { field: 'target_type', is: 'date', byDefault: false }, isRequired),
).meta({ id: 'CreateGoalRequest' });
export type CreateGoalBody = z.infer<typeof createGoalBody>;

/** A merge patch, for both PUT and PATCH: omitted fields stay unchanged, and null clears a field. */
export const updateGoalBody = z
  .strictObject({
    title: title.optional(),
    description: description.nullish(),
    category: category.nullish(),
    goal_type: goalType.optional(),
    target_type: targetType.optional(),
    target_amount: positiveAmount.nullish(),
    target_currency: currencyCode.optional(),
    target_date: targetDate.nullish(),
    start_date: startDate.nullish(),
    priority: goalPriority.optional(),
    auto_complete: autoComplete.optional(),
    is_public: z.boolean().optional(),
    image_url: imageUrlField.nullish(),
    status: z
      .enum([...statusNames, 'archived'])
      .meta({ id: 'GoalStatusChange', example: 'paused' })
      .optional()
      .describe('`archived` archives the goal without changing its status'),
    is_archived: z.boolean().optional(),
  })
  .meta({
    id: 'UpdateGoalRequest',
    description: 'A merge patch: omitted fields stay unchanged, and null clears a field',
    example: { title: 'Trip to Costa Rica in June', target_amount: 1800.5 },
  });
export type UpdateGoalBody = z.infer<typeof updateGoalBody>;

export const personParams = z.object({ userId: id });
export type PersonParams = z.infer<typeof personParams>;

export const listGoalsQuery = pageQuery.extend({
  status: z
    .enum([...statusNames, 'archived', 'all'])
    .meta({ id: 'GoalStatusFilter' })
    .default('active'),
  category: category.optional(),
  type: z
    .enum([...Object.values(GoalType), 'all'])
    .meta({ id: 'GoalTypeFilter' })
    .default('all'),
});
export type ListGoalsQuery = z.infer<typeof listGoalsQuery>;

export const participantResponse = z
  .object({
    user_id: id,
    ...userFields,
    role: participantRole,
    contribution_amount: z
      .number()
      .nullable()
      .meta({ example: 150.0 })
      .describe('null for viewers who do not take part'),
  })
  .meta({ id: 'GoalParticipant' });

export const milestoneResponse = z
  .object({
    id,
    goal_id: id,
    title: z.string().meta({ example: 'Flights booked' }),
    description: z.string().nullable().meta({ example: null }),
    target_value: z
      .number()
      .nullable()
      .meta({ example: 750.0 })
      .describe('null for a milestone that is achieved by hand'),
    achieved: z.boolean(),
    achieved_at: z.iso.datetime().nullable(),
    achieved_by: id.nullable().describe('null also for viewers who do not take part'),
    order_index: z.int().min(0).meta({ example: 0 }),
  })
  .meta({ id: 'GoalMilestone' });

export const progressFields = {
  current_amount: z.number().meta({ example: 450.0 }),
  progress_percentage: z.number().min(0).max(100).meta({ example: 30 }),
};

export const goalResponse = z
  .object({
    id,
    creator_id: id
      .nullable()
      .describe('null for viewers who do not take part and may not see the profile'),
    title: z.string().meta({ example: 'Trip to Costa Rica' }),
    description: z.string().nullable().meta({ example: 'Ten days in June' }),
    category: z.string().nullable().meta({ example: 'travel' }),
    goal_type: goalType,
    target_type: targetType,
    target_amount: z.number().nullable().meta({ example: 1500.0 }),
    target_currency: z.string().meta({ example: 'USD' }),
    target_date: z.iso.date().nullable(),
    start_date: z.iso.date().nullable(),
    priority: goalPriority,
    auto_complete: z.boolean(),
    ...progressFields,
    progress_value: z
      .number()
      .min(0)
      .max(1)
      .meta({ example: 0.3 })
      .describe('The progress as a share from 0 to 1, computed'),
    days_remaining: z
      .int()
      .nullable()
      .meta({ example: 166 })
      .describe('Days until the target date, from today in your time zone'),
    image_url: z.string().nullable().meta({ example: 'https://example.com/costa-rica.jpg' }),
    status: goalStatus,
    is_public: z.boolean(),
    participants: z
      .array(participantResponse)
      .describe(
        'To viewers who do not take part, without participants whose profile they may not see',
      ),
    milestones: z.array(milestoneResponse).max(maxMilestones),
    completed_at: z.iso.datetime().nullable().meta({ example: null }),
    archived_at: z.iso.datetime().nullable().meta({ example: null }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Goal' });
export type GoalResponse = z.infer<typeof goalResponse>;

export const goalSummaryResponse = goalResponse
  .pick({
    id: true,
    title: true,
    category: true,
    goal_type: true,
    target_type: true,
    target_amount: true,
    target_currency: true,
    current_amount: true,
    progress_percentage: true,
    target_date: true,
    priority: true,
    days_remaining: true,
    image_url: true,
  })
  .extend({
    participants_count: z.int().meta({ example: 3 }),
    participants_preview: z
      .array(
        participantResponse
          .pick({ user_id: true, profile_image_url: true })
          .meta({ id: 'GoalParticipantPreview' }),
      )
      .max(3)
      .describe('The first three participants, starting with the creator'),
    status: goalStatus,
    archived_at: z.iso.datetime().nullable().meta({ example: null }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'GoalSummary' });

export const listGoalsResponse = z
  .object({ goals: z.array(goalSummaryResponse), pagination: paginationResponse })
  .meta({ id: 'GoalList' });
