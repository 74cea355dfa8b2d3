import { z } from 'zod';
import { userCardResponse } from '../friend/user-card.dto';

/** Kinds of goals suggested at once. */
const most = 10;

export const listGoalSuggestionsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(most).default(most),
});
export type ListGoalSuggestionsQuery = z.infer<typeof listGoalSuggestionsQuery>;

export const goalSuggestionListResponse = z.object({
  suggestions: z.array(
    z.object({
      category: z.string(),
      friends: z.array(userCardResponse),
      friends_count: z.int(),
      reason: z.literal('same_category'),
    }),
  ),
});
export type GoalSuggestionListResponse = z.infer<typeof goalSuggestionListResponse>;
