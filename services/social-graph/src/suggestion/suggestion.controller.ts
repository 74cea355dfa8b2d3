import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { type PersonParams, personParams } from '../people/person.dto';
import {
  goalSuggestionListResponse,
  type ListGoalSuggestionsQuery,
  listGoalSuggestionsQuery,
} from './goal-suggestion.dto';
import {
  type ListSuggestionsQuery,
  listSuggestionsQuery,
  suggestionListResponse,
} from './suggestion.dto';
import { SuggestionService } from './suggestion.service';

@Controller('api/v1/friends/suggestions')
export class SuggestionController {
  constructor(private readonly suggestions: SuggestionService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List people you may know, most likely first',
    query: listSuggestionsQuery,
    response: suggestionListResponse,
  })
  listFriendSuggestions(@CurrentCaller() caller: Caller, @Query() query: ListSuggestionsQuery) {
    return this.suggestions.listSuggestions(caller, query);
  }

  @Get('goals')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the categories of goals that you and your friends have in common',
    description:
      'The category with the most friends comes first. Only goals that you can see count.',
    query: listGoalSuggestionsQuery,
    response: goalSuggestionListResponse,
  })
  listGoalSuggestions(@CurrentCaller() caller: Caller, @Query() query: ListGoalSuggestionsQuery) {
    return this.suggestions.listGoalSuggestions(caller, query);
  }

  @Post(':userId/dismiss')
  @Endpoint({
    access: 'authenticated',
    summary: 'Dismiss a friend suggestion permanently',
    description: 'The response is the same if the user was not suggested.',
    params: personParams,
    status: 204,
  })
  async dismissFriendSuggestion(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: PersonParams,
  ): Promise<void> {
    await this.suggestions.dismissSuggestion(caller, userId);
  }
}
