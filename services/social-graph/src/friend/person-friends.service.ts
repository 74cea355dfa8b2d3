import { Injectable } from '@nestjs/common';
import { type Caller, Database, type PageQuery, Pages, positionAt } from '@tribe/service-kit';
import { PersonSight } from '../people/person-sight';
import { PersonViews } from '../people/person-views';
import type { PersonFriendsResponse } from './person-friends.dto';
import { countShownFriends, listShownFriends } from './person-friends.queries';

/** The friends of a user, as the profile of the user shows them to others. */
@Injectable()
export class PersonFriendsService {
  constructor(
    private readonly database: Database,
    private readonly sight: PersonSight,
    private readonly people: PersonViews,
    private readonly pages: Pages,
  ) {}

  /** Friends that the caller may not see are neither listed nor counted. */
  async listFriendsOf(
    { userId: viewerId }: Caller,
    userId: string,
    query: PageQuery,
  ): Promise<PersonFriendsResponse> {
    await this.sight.requireProfile(viewerId, userId);
    // The name carries the user, so that a cursor is refused in the list of another user.
    const { rows, pagination } = await this.pages.read(`friends of ${userId}`, query, {
      rows: (window) => listShownFriends(this.database, userId, viewerId, window),
      total: () => countShownFriends(this.database, userId, viewerId),
      position: (friend) => positionAt(friend.since, friend.userId),
    });
    return { friends: await this.people.of(viewerId, rows), pagination };
  }
}
