import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { goalSummaryResponse } from '../goal/goal.dto';

export const goalFeedQuery = pageQuery;
export type GoalFeedQuery = z.infer<typeof goalFeedQuery>;

const feedGoal = goalSummaryResponse
  .pick({ id: true, title: true, image_url: true, progress_percentage: true })
  .extend({ is_public: z.boolean() })
  .meta({ id: 'GoalOfFeed' });

export const goalFeedResponse = z
  .object({
    entries: z.array(
      z
        .object({
          id,
          entry_type: z
            .enum(['contribution', 'milestone', 'completed'])
            .meta({ id: 'GoalFeedEntryType', example: 'contribution' }),
          goal: feedGoal,
          user: userCardResponse
            .nullable()
            .describe('null for goals that you do not take part in, and for a completed goal'),
          amount: z.number().nullable().meta({ example: 150.0 }),
          milestone_title: z.string().nullable().meta({ example: null }),
          created_at: z.iso.datetime(),
        })
        .meta({ id: 'GoalFeedEntry' }),
    ),
    pagination: paginationResponse,
  })
  .meta({ id: 'GoalFeed' });
