import { Injectable } from '@nestjs/common';
import { ProfileSight, VisibleCards } from '@tribe/projections';
import { type Caller, Clock, Cursors, paginated } from '@tribe/service-kit';
import { statusByName } from './goal-fields';
import type { ListGoalsQuery } from './goal.dto';
import { type GoalFilter, type GoalPage, GoalQueries, type GoalSummaryRow } from './goal.queries';
import { goalSummaryView } from './goal.view';

const CURSOR = 'goals';

/** The goals somebody takes part in, newest first. */
@Injectable()
export class GoalListService {
  constructor(
    private readonly goals: GoalQueries,
    private readonly cards: VisibleCards,
    private readonly sight: ProfileSight,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async listGoals(caller: Caller, query: ListGoalsQuery) {
    const filter = filterOf(caller.userId, query);
    return await this.list(caller, query, {
      rows: (page) => this.goals.listGoals(filter, page),
      count: () => this.goals.countGoals(filter),
    });
  }

  /** What a person's profile shows of their goals: the public ones, and those the caller takes part in too. */
  async listGoalsOf(caller: Caller, userId: string, query: ListGoalsQuery) {
    await this.sight.requireProfile(caller.userId, userId);
    const filter = filterOf(userId, query);
    return await this.list(caller, query, {
      rows: (page) => this.goals.listSharedGoals(caller.userId, filter, page),
      count: () => this.goals.countSharedGoals(caller.userId, filter),
    });
  }

  private async list(caller: Caller, { page, limit, cursor }: ListGoalsQuery, source: Source) {
    const beforeId = cursor === undefined ? null : this.cursors.decode(CURSOR, cursor).id;
    const offset = cursor === undefined ? (page - 1) * limit : 0;
    const [found, total] = await Promise.all([source.rows({ beforeId, offset, limit: limit + 1 }), source.count()]);
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

/** Where a list comes from. */
interface Source {
  readonly rows: (page: GoalPage) => Promise<GoalSummaryRow[]>;
  readonly count: () => Promise<number>;
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
