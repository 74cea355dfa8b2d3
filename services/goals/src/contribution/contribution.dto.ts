import { userCardResponse } from '@tribe/projections';
import {
  filledParagraphField,
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

export const correctionParams = z.object({ goalId: id, contributionId: id });
export type CorrectionParams = z.infer<typeof correctionParams>;

export const correctContributionBody = z
  .strictObject({
    amount: positiveAmount
      .optional()
      .describe('How much to take back; default: what remains of the contribution'),
    reason: filledParagraphField(500).meta({ example: 'Entered twice' }),
  })
  .meta({ id: 'CorrectContributionRequest' });
export type CorrectContributionBody = z.infer<typeof correctContributionBody>;

const contributionFields = {
  id,
  goal_id: id,
  user_id: id,
  amount: z.number().meta({ example: 150.0 }),
  note: z.string().nullable().meta({ example: 'June savings' }),
  contribution_type: contributionType,
  created_at: z.iso.datetime(),
  corrects_id: id
    .nullable()
    .describe('The contribution that this entry corrects; its amount is then negative'),
  corrected_by: id.nullable().describe('The user who corrected; the note is the reason'),
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
