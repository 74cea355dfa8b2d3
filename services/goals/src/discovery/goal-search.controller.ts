import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { GoalDiscoveryService } from './goal-discovery.service';
import { foundGoalsResponse, type SearchGoalsQuery, searchGoalsQuery } from './goal-search.dto';

@Controller('api/v1/search/goals')
export class GoalSearchController {
  constructor(private readonly discovery: GoalDiscoveryService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'Search public goals and your own by the words of their titles, newest first',
    description:
      'A goal must have all words, each of them at least by its beginning. `total` counts at most 500 goals.',
    query: searchGoalsQuery,
    response: foundGoalsResponse,
  })
  searchGoals(@CurrentCaller() caller: Caller, @Query() query: SearchGoalsQuery) {
    return this.discovery.searchGoals(caller, query);
  }
}
