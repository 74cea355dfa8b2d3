import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { ContributionType } from '../generated/prisma/enums';
import { positiveAmount, typedText } from '../goal/goal-fields';
import { participantResponse } from '../goal/goal.dto';

export const addContributionBody = z
  .strictObject({
    /** Required for monetary contributions; a milestone or check-in without an amount counts as 0. */
    amount: positiveAmount.optional(),
    note: typedText(500).nullish(),
    contribution_type: z.enum(ContributionType).default('monetary'),
  })
  .refine((body) => body.amount !== undefined || body.contribution_type !== 'monetary', {
    path: ['amount'],
    message: 'is required for monetary contributions',
  });
export type AddContributionBody = z.infer<typeof addContributionBody>;

export const contributionResponse = z.object({
  id: z.uuid(),
  goal_id: z.uuid(),
  user_id: z.uuid(),
  amount: z.number(),
  note: z.string().nullable(),
  contribution_type: z.enum(ContributionType),
  created_at: z.iso.datetime(),
});

export const addContributionResponse = contributionResponse.extend({
  goal_progress: z.object({
    current_amount: z.number(),
    progress_percentage: z.number().min(0).max(100),
  }),
});

export const listContributionsQuery = pageQuery;
export type ListContributionsQuery = z.infer<typeof listContributionsQuery>;

export const listContributionsResponse = z.object({
  contributions: z.array(
    contributionResponse.extend({
      user: participantResponse
        .omit({ user_id: true, role: true, contribution_amount: true })
        .extend({ id: z.uuid() }),
    }),
  ),
  pagination: paginationResponse,
});
