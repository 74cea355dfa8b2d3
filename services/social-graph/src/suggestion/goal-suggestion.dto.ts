import { z } from 'zod';
import { userCardResponse } from '../people/user-card.dto';

const mostSuggestions = 10;

export const listGoalSuggestionsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(mostSuggestions).default(mostSuggestions),
});
export type ListGoalSuggestionsQuery = z.infer<typeof listGoalSuggestionsQuery>;

export const goalSuggestionResponse = z.object({
  category: z.string(),
  friends: z.array(userCardResponse),
  friends_count: z.int(),
  reason: z.literal('same_category'),
});
export type GoalSuggestionResponse = z.infer<typeof goalSuggestionResponse>;

export const goalSuggestionListResponse = z.object({
  suggestions: z.array(goalSuggestionResponse),
});
export type GoalSuggestionListResponse = z.infer<typeof goalSuggestionListResponse>;
