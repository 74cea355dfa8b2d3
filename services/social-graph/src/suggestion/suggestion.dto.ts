import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { userCardResponse } from '../people/user-card.dto';
import { suggestionReasons } from './suggestion.rules';

export const listSuggestionsQuery = pageQuery;
export type ListSuggestionsQuery = z.infer<typeof listSuggestionsQuery>;

export const suggestionResponse = z.object({
  user: userCardResponse,
  reason: z.enum(suggestionReasons),
  mutual_friends_count: z.int(),
  common_goals: z.int(),
});
export type SuggestionResponse = z.infer<typeof suggestionResponse>;

export const suggestionListResponse = z.object({
  suggestions: z.array(suggestionResponse),
  pagination: paginationResponse,
});
export type SuggestionListResponse = z.infer<typeof suggestionListResponse>;
