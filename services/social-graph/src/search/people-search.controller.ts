import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { peopleSearchResponse, type SearchQuery, searchQuery } from './people-search.dto';
import { PeopleSearchService } from './people-search.service';

@Controller('api/v1')
export class PeopleSearchController {
  constructor(private readonly search: PeopleSearchService) {}

  @Get('users/search')
  @Endpoint({
    access: 'authenticated',
    summary: 'Find people by name or username',
    description:
      'Who has exactly that username comes first, then friends by name, then others by the word that fits and by name. ' +
      '`total` counts at most 500 people who are no friends; pages go on behind them. When nobody fits, up to 20 people ' +
      'whose names are spelled alike.',
    query: searchQuery,
    response: peopleSearchResponse,
  })
  searchUsers(@CurrentCaller() caller: Caller, @Query() query: SearchQuery) {
    return this.search.searchPeople(caller, query);
  }

  @Get('search/users')
  @Endpoint({
    access: 'authenticated',
    summary: 'Same as GET /api/v1/users/search',
    query: searchQuery,
    response: peopleSearchResponse,
  })
  searchAlias(@CurrentCaller() caller: Caller, @Query() query: SearchQuery) {
    return this.search.searchPeople(caller, query);
  }
}
