import { userCardResponse } from '@tribe/projections';
import {
  id,
  pageQuery,
  paginationResponse,
  paragraphField,
  requiredWhen,
  withRules,
} from '@tribe/service-kit';
import { z } from 'zod';
import { ContributionType } from '../generated/prisma/enums';
import { positiveAmount } from '../goal/goal-fields';
import { progressFields } from '../goal/goal.dto';

const contributionType = z
  .enum(ContributionType)
  .meta({ id: 'GoalContributionType', example: 'monetary' });

export const addContributionBody = withRules(
  z.strictObject({
    amount: positiveAmount
      .optional()
      .describe(
        'Required for monetary contributions; a milestone or check-in without an amount counts as 0',
      ),
    note: paragraphField(500).nullish().meta({ example: 'June savings' }),
    contribution_type: contributionType.default('monetary'),
  }),
  requiredWhen(
    'amount',
    { field: 'contribution_type', is: 'monetary', byDefault: true },
    'is required for monetary contributions',
  ),
).meta({ id: 'AddContributionRequest' });
export type AddContributionBody = z.infer<typeof addContributionBody>;

const contributionFields = {
  id,
  goal_id: id,
  user_id: id,
  amount: z.number().meta({ example: 150.0 }),
  note: z.string().nullable().meta({ example: 'June savings' }),
  contribution_type: contributionType,
  created_at: z.iso.datetime(),
};

export const addContributionResponse = z
  .object({
    ...contributionFields,
    goal_progress: z.object(progressFields).meta({ id: 'GoalProgress' }),
  })
  .meta({
    id: 'AddedGoalContribution',
    description: 'A new contribution and the progress after it',
  });

export const listContributionsQuery = pageQuery;
export type ListContributionsQuery = z.infer<typeof listContributionsQuery>;

export const listContributionsResponse = z
  .object({
    contributions: z.array(
      z.object({ ...contributionFields, user: userCardResponse }).meta({ id: 'GoalContribution' }),
    ),
    pagination: paginationResponse,
  })
  .meta({ id: 'GoalContributionList' });
