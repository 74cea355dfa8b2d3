import { Injectable } from '@nestjs/common';
import { type Caller, Database, Pages } from '@tribe/service-kit';
import { PersonViews } from '../people/person-views';
import { canMatchAlike, searchTerms } from '../people/search-terms.rules';
import type { SearchQuery } from '../people/search.dto';
import { searchAlike } from './alike-search.queries';
import type { PeopleSearchResponse } from './people-search.dto';
import { searchPeople } from './people-search.queries';

const list = 'people search';

/** How many users with names spelled alike are found at most. There is no second page of them. */
const mostAlike = 20;

/**
 * Finds users by full name and username. When no user matches, the search may have a typing error: then users with names
 * spelled alike are found.
 */
@Injectable()
export class PeopleSearchService {
  constructor(
    private readonly database: Database,
    private readonly people: PersonViews,
    private readonly pages: Pages,
  ) {}

  async searchPeople(
    { userId: viewerId }: Caller,
    query: SearchQuery,
  ): Promise<PeopleSearchResponse> {
    const terms = searchTerms(query.q);
    const search = { viewerId, terms, username: query.q.replace(/^@/, '') };

    const { rows, pagination } = await this.pages.read(list, query, {
      rows: (window) => searchPeople(this.database, search, window),
      total: async (found) => (await found)[0]?.total ?? 0,
      position: (row) => ({ id: row.userId, rank: BigInt(row.rank) }),
    });

    const isFirstPage = query.page === 1 && query.cursor === undefined;
    if (rows.length === 0 && isFirstPage && canMatchAlike(terms))
      return this.searchAlike(viewerId, terms, query);

    return { users: await this.people.of(viewerId, rows), spelled_alike: false, pagination };
  }

  private async searchAlike(
    viewerId: string,
    terms: string[],
    query: SearchQuery,
  ): Promise<PeopleSearchResponse> {
    const limit = Math.min(query.limit, mostAlike);

    const { rows, pagination } = await this.pages.read(list, query, {
      rows: () => searchAlike(this.database, { viewerId, terms, limit }),
      total: async (found) => (await found).length,
      position: ({ userId }) => ({ id: userId }),
    });

    const users = await this.people.of(viewerId, rows);

    return { users, spelled_alike: rows.length > 0, pagination };
  }
}
