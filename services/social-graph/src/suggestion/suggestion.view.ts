import type { UserCard } from '@tribe/projections';
import { userCardView } from '../people/user-card.view';
import type { GoalSuggestionResponse } from './goal-suggestion.dto';
import type { GoalSuggestionRow } from './goal-suggestion.queries';
import type { SuggestionResponse } from './suggestion.dto';
import type { SuggestionRow } from './suggestion.queries';

export function suggestionView(
  { reason, commonGoals }: SuggestionRow,
  card: UserCard,
  mutualFriends: number,
): SuggestionResponse {
  return {
    user: userCardView(card),
    reason,
    mutual_friends_count: mutualFriends,
    common_goals: commonGoals,
  };
}

/** Friends whose accounts are gone are counted and not shown. */
export function goalSuggestionView(
  { category, friendsCount, friendIds }: GoalSuggestionRow,
  cards: ReadonlyMap<string, UserCard>,
): GoalSuggestionResponse {
  const friends = friendIds.flatMap((id) => cards.get(id) ?? []);
  return {
    category,
    friends: friends.map(userCardView),
    friends_count: friendsCount,
    reason: 'same_category',
  };
}
