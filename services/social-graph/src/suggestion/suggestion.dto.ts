import { userCardResponse } from '@tribe/projections';
import { pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { mutualFriendsCount } from '../people/person.dto';
import { suggestionReasons } from './suggestion.rules';

export const listSuggestionsQuery = pageQuery;
export type ListSuggestionsQuery = z.infer<typeof listSuggestionsQuery>;

export const suggestionResponse = z
  .object({
    user: userCardResponse,
    reason: z
      .enum(suggestionReasons)
      .meta({ id: 'FriendSuggestionReason', example: 'mutual_friends' }),
    mutual_friends_count: mutualFriendsCount,
    common_goals: z.int().meta({ example: 1 }),
  })
  .meta({ id: 'FriendSuggestion' });
export type SuggestionResponse = z.infer<typeof suggestionResponse>;

export const suggestionListResponse = z
  .object({ suggestions: z.array(suggestionResponse), pagination: paginationResponse })
  .meta({ id: 'FriendSuggestionList' });
export type SuggestionListResponse = z.infer<typeof suggestionListResponse>;
