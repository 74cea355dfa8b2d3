import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { userCardResponse } from '../friend/user-card.dto';
import { suggestionReasons } from './suggestion.rules';

export const listSuggestionsQuery = pageQuery;
export type ListSuggestionsQuery = z.infer<typeof listSuggestionsQuery>;

export const suggestionParams = z.object({ userId: z.uuid().toLowerCase() });
export type SuggestionParams = z.infer<typeof suggestionParams>;

export const suggestionListResponse = z.object({
  suggestions: z.array(
    z.object({
      user: userCardResponse,
      reason: z.enum(suggestionReasons),
      mutual_friends_count: z.int(),
      common_goals: z.int(),
    }),
  ),
  pagination: paginationResponse,
});
export type SuggestionListResponse = z.infer<typeof suggestionListResponse>;
