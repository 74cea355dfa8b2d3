import { Injectable } from '@nestjs/common';
import { Relationships, VisibleCards } from '@tribe/projections';
import { type Caller, Database, Pages, positionAt } from '@tribe/service-kit';
import type { GoalFeedQuery } from './goal-feed.dto';
import { countGoalFeed, listGoalFeed } from './goal-feed.queries';
import { feedEntryView } from './goal-feed.view';
import type { SearchGoalsQuery } from './goal-search.dto';
import { countFoundGoals, listFoundGoals } from './goal-search.queries';
import { foundGoalView } from './goal-search.view';
import { wordsQuery } from './search-words.rules';

/** The feed has no goals of other friends. */
const mostFriends = 1_000;

/** Finds goals of the caller and of others: the search and the feed. */
@Injectable()
export class GoalDiscoveryService {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly cards: VisibleCards,
    private readonly relationships: Relationships,
  ) {}

  async searchGoals(caller: Caller, query: SearchGoalsQuery) {
    const search = { viewerId: caller.userId, words: wordsQuery(query.q) };
    const isEmpty = search.words === '';

    const { rows, pagination } = await this.pages.read('found goals', query, {
      rows: async (window) => (isEmpty ? [] : listFoundGoals(this.database, search, window)),
      total: async () => (isEmpty ? 0 : countFoundGoals(this.database, search)),
      position: ({ id }) => ({ id }),
    });

    return { goals: rows.map(foundGoalView), pagination };
  }

  async getFeed(caller: Caller, query: GoalFeedQuery) {
    const friendIds = await this.relationships.friendIdsOf(caller.userId, mostFriends);
    const filter = { viewerId: caller.userId, friendIds };

    const { rows, pagination } = await this.pages.read('goal feed', query, {
      rows: (window) => listGoalFeed(this.database, filter, window),
      total: () => countGoalFeed(this.database, filter),
      position: ({ created_at, id }) => positionAt(created_at, id),
    });

    const cards = await this.cards.get(
      caller.userId,
      rows.flatMap(({ user_id }) => user_id ?? []),
    );

    return { entries: rows.map((row) => feedEntryView(row, cards)), pagination };
  }
}
