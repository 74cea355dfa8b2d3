import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import {
  goalSuggestionListResponse,
  type ListGoalSuggestionsQuery,
  listGoalSuggestionsQuery,
} from './goal-suggestion.dto';
import { GoalSuggestionService } from './goal-suggestion.service';
import {
  type ListSuggestionsQuery,
  listSuggestionsQuery,
  suggestionListResponse,
  type SuggestionParams,
  suggestionParams,
} from './suggestion.dto';
import { SuggestionService } from './suggestion.service';

@Controller('api/v1/friends/suggestions')
export class SuggestionController {
  constructor(
    private readonly suggestions: SuggestionService,
    private readonly goalSuggestions: GoalSuggestionService,
  ) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List people you may know, likeliest first',
    query: listSuggestionsQuery,
    response: suggestionListResponse,
  })
  listSuggestions(@CurrentCaller() caller: Caller, @Query() query: ListSuggestionsQuery) {
    return this.suggestions.listSuggestions(caller, query);
  }

  @Get('goals')
  @Endpoint({
    access: 'authenticated',
    summary: 'List kinds of goals that you and friends pursue, each on your own',
    description: 'Most friends first. Of friends only goals count that you may see.',
    query: listGoalSuggestionsQuery,
    response: goalSuggestionListResponse,
  })
  listGoalSuggestions(@CurrentCaller() caller: Caller, @Query() query: ListGoalSuggestionsQuery) {
    return this.goalSuggestions.listGoalSuggestions(caller, query);
  }

  @Post(':userId/dismiss')
  @Endpoint({
    access: 'authenticated',
    summary: 'Do not suggest somebody again',
    description: 'Answers the same when they were not suggested.',
    params: suggestionParams,
    status: 204,
  })
  async dismissSuggestion(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: SuggestionParams,
  ): Promise<void> {
    await this.suggestions.dismissSuggestion(caller, userId);
  }
}
