import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { GoalStatus, GoalType, ParticipantRole, TargetType } from '../generated/prisma/enums';
import { currencyCode, id, imageUrl, positiveAmount, statusNames, typedText } from './goal-fields';

export const goalParams = z.object({ goalId: id });
export type GoalParams = z.infer<typeof goalParams>;

export const createGoalBody = z.strictObject({
  title: typedText(255).min(1),
  description: typedText(5000).nullish(),
  category: typedText(50).min(1).nullish(),
  goal_type: z.enum(GoalType),
  /** Default: `amount` with an amount, otherwise `date` with a date, otherwise `boolean`. */
  target_type: z.enum(TargetType).optional(),
  target_amount: positiveAmount.nullish(),
  target_currency: currencyCode.default('USD'),
  target_date: z.iso.date().nullish(),
  is_public: z.boolean().default(false),
  image_url: imageUrl.nullish(),
  status: z.enum(['not_started', 'active']).default('active'),
  participant_ids: z.array(id).max(100).default([]),
});
export type CreateGoalBody = z.infer<typeof createGoalBody>;

/** A merge patch, for both PUT and PATCH: omitted fields stay unchanged, and null clears a field. */
export const updateGoalBody = z.strictObject({
  title: typedText(255).min(1).optional(),
  description: typedText(5000).nullish(),
  category: typedText(50).min(1).nullish(),
  goal_type: z.enum(GoalType).optional(),
  target_type: z.enum(TargetType).optional(),
  target_amount: positiveAmount.nullish(),
  target_currency: currencyCode.optional(),
  target_date: z.iso.date().nullish(),
  is_public: z.boolean().optional(),
  image_url: imageUrl.nullish(),
  /** `archived` archives the goal without changing its status. */
  status: z.enum([...statusNames, 'archived']).optional(),
  is_archived: z.boolean().optional(),
});
export type UpdateGoalBody = z.infer<typeof updateGoalBody>;

export const personParams = z.object({ userId: id });
export type PersonParams = z.infer<typeof personParams>;

export const listGoalsQuery = pageQuery.extend({
  status: z.enum([...statusNames, 'archived', 'all']).default('active'),
  category: typedText(50).min(1).optional(),
  type: z.enum([...Object.values(GoalType), 'all']).default('all'),
});
export type ListGoalsQuery = z.infer<typeof listGoalsQuery>;

export const participantResponse = z.object({
  user_id: z.uuid(),
  username: z.string(),
  full_name: z.string(),
  profile_image_url: z.string().nullable(),
  role: z.enum(ParticipantRole),
  contribution_amount: z.number(),
});

export const goalResponse = z.object({
  id: z.uuid(),
  creator_id: z.uuid(),
  title: z.string(),
  description: z.string().nullable(),
  category: z.string().nullable(),
  goal_type: z.enum(GoalType),
  target_type: z.enum(TargetType),
  target_amount: z.number().nullable(),
  target_currency: z.string(),
  target_date: z.iso.date().nullable(),
  current_amount: z.number(),
  progress_percentage: z.number().min(0).max(100),
  days_remaining: z.number().int().nullable(),
  image_url: z.string().nullable(),
  status: z.enum(GoalStatus),
  is_public: z.boolean(),
  participants: z.array(participantResponse),
  completed_at: z.iso.datetime().nullable(),
  archived_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
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
    days_remaining: true,
    image_url: true,
  })
  .extend({
    participants_count: z.number().int(),
    /** The first three participants, starting with the creator. */
    participants_preview: z
      .array(participantResponse.pick({ user_id: true, profile_image_url: true }))
      .max(3),
    status: z.enum(GoalStatus),
    created_at: z.iso.datetime(),
  });

export const listGoalsResponse = z.object({
  goals: z.array(goalSummaryResponse),
  pagination: paginationResponse,
});
