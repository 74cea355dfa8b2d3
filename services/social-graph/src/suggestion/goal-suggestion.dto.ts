import { userCardResponse } from '@tribe/projections';
import { z } from 'zod';

const mostSuggestions = 10;

export const listGoalSuggestionsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(mostSuggestions).default(mostSuggestions),
});
export type ListGoalSuggestionsQuery = z.infer<typeof listGoalSuggestionsQuery>;

export const goalSuggestionResponse = z
  .object({
    category: z.string().meta({ example: 'travel' }),
    friends: z.array(userCardResponse),
    friends_count: z.int().meta({ example: 1 }),
    reason: z.literal('same_category'),
  })
  .meta({ id: 'GoalSuggestion' });
export type GoalSuggestionResponse = z.infer<typeof goalSuggestionResponse>;

export const goalSuggestionListResponse = z
  .object({ suggestions: z.array(goalSuggestionResponse) })
  .meta({ id: 'GoalSuggestionList' });
export type GoalSuggestionListResponse = z.infer<typeof goalSuggestionListResponse>;
