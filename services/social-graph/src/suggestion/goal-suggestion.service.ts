import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Database } from '@tribe/service-kit';
import { userCardView } from '../friend/user-card.dto';
import type { GoalSuggestionListResponse, ListGoalSuggestionsQuery } from './goal-suggestion.dto';
import { selectGoalSuggestions } from './goal-suggestion.queries';

/** Goals that friends pursue apart from each other and could share. */
@Injectable()
export class GoalSuggestionService {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
  ) {}

  async listGoalSuggestions(
    { userId }: Caller,
    { limit }: ListGoalSuggestionsQuery,
  ): Promise<GoalSuggestionListResponse> {
    const rows = await selectGoalSuggestions(this.database, userId, limit);
    const cards = await this.userCards.get(rows.flatMap(({ friendIds }) => friendIds));
    return {
      suggestions: rows.map(({ category, friendsCount, friendIds }) => ({
        category,
        friends: friendIds.flatMap((id) => {
          const card = cards.get(id);
          return card ? [userCardView(card)] : [];
        }),
        friends_count: friendsCount,
        reason: 'same_category' as const,
      })),
    };
  }
}
