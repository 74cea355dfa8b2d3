import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { type SearchQuery, searchQuery } from '../people/search.dto';
import { peopleSearchResponse } from './people-search.dto';
import { PeopleSearchService } from './people-search.service';

@Controller('api/v1')
export class PeopleSearchController {
  constructor(private readonly search: PeopleSearchService) {}

  @Get('users/search')
  @Endpoint({
    access: 'authenticated',
    summary: 'Search users by full name or username',
    description:
      'The user with exactly this username comes first, then friends by name, then other users by the matching word and by ' +
      'name. `total` counts at most 500 users who are not friends; there can be more pages. If no user matches, the response ' +
      'contains up to 20 users with similarly spelled names.',
    query: searchQuery,
    response: peopleSearchResponse,
  })
  searchUsers(@CurrentCaller() caller: Caller, @Query() query: SearchQuery) {
    return this.search.searchPeople(caller, query);
  }

  @Get('search/users')
  @Endpoint({
    access: 'authenticated',
    summary: 'Search users by full name or username',
    deprecated: { since: '2026-12-01', sunset: '2027-12-01', use: 'GET /api/v1/users/search' },
    query: searchQuery,
    response: peopleSearchResponse,
  })
  findUsers(@CurrentCaller() caller: Caller, @Query() query: SearchQuery) {
    return this.search.searchPeople(caller, query);
  }
}
