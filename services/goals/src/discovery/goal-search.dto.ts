import { pageQuery, paginationResponse, searchField } from '@tribe/service-kit';
import { z } from 'zod';
import { goalSummaryResponse } from '../goal/goal.dto';

export const searchGoalsQuery = pageQuery.extend({
  q: searchField(100).meta({ example: 'costa rica' }),
});
export type SearchGoalsQuery = z.infer<typeof searchGoalsQuery>;

export const foundGoalsResponse = z
  .object({
    goals: z.array(
      goalSummaryResponse
        .pick({
          id: true,
          title: true,
          category: true,
          progress_percentage: true,
          participants_count: true,
        })
        .meta({ id: 'FoundGoal' }),
    ),
    pagination: paginationResponse,
  })
  .meta({ id: 'FoundGoalList' });
