import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { type Caller, Clock, Cursors, paginated } from '@tribe/service-kit';
import { statusByName } from './goal-fields';
import type { ListGoalsQuery } from './goal.dto';
import { type GoalFilter, GoalQueries } from './goal.queries';
import { goalSummaryView } from './goal.view';

const CURSOR = 'goals';

/** The goals somebody takes part in, newest first. */
@Injectable()
export class GoalListService {
  constructor(
    private readonly goals: GoalQueries,
    private readonly cards: VisibleCards,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async listGoals(caller: Caller, query: ListGoalsQuery) {
    const { page, limit, cursor } = query;
    const filter = filterOf(caller.userId, query);
    const beforeId = cursor === undefined ? null : this.cursors.decode(CURSOR, cursor).id;
    const offset = cursor === undefined ? (page - 1) * limit : 0;
    const [found, total] = await Promise.all([
      this.goals.listGoals(filter, { beforeId, offset, limit: limit + 1 }),
      this.goals.countGoals(filter),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const cards = await this.cards.get(
      caller.userId,
      rows.flatMap((row) => row.preview_ids),
    );
    const now = this.clock.now();
    return {
      goals: rows.map((row) => goalSummaryView(row, cards, now)),
      pagination: paginated({
        page,
        limit,
        total,
        nextCursor: last ? this.cursors.encode(CURSOR, { id: last.id }) : null,
      }),
    };
  }
}

/** Archived goals show up when asked for, alone or among all. */
function filterOf(userId: string, { status, type, category }: ListGoalsQuery): GoalFilter {
  return {
    userId,
    status: status === 'all' || status === 'archived' ? null : statusByName[status],
    type: type === 'all' ? null : type,
    category: category ?? null,
    archived: status === 'all' ? null : status === 'archived',
  };
}
