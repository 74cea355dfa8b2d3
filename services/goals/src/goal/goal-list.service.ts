import { Injectable } from '@nestjs/common';
import { ProfileSight, VisibleCards } from '@tribe/projections';
import {
  type Caller,
  Clock,
  Database,
  Pages,
  type PageSource,
  type PageWindow,
} from '@tribe/service-kit';
import { statusByName } from './goal-fields';
import type { ListGoalsQuery } from './goal.dto';
import {
  countGoals,
  countSharedGoals,
  type GoalFilter,
  type GoalSummaryRow,
  listGoals,
  listSharedGoals,
} from './goal.queries';
import { goalSummaryView } from './goal.view';

type CardsOf = (ids: string[]) => ReturnType<VisibleCards['get']>;
type Source = Omit<PageSource<GoalSummaryRow>, 'position'>;

/** Lists the goals that a user participates in, newest first. */
@Injectable()
export class GoalListService {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly cards: VisibleCards,
    private readonly sight: ProfileSight,
    private readonly clock: Clock,
  ) {}

  async listGoals(caller: Caller, query: ListGoalsQuery) {
    const filter = filterOf(caller.userId, query);
    const source = {
      rows: (window: PageWindow) => listGoals(this.database, filter, window),
      total: () => countGoals(this.database, filter),
    };
    return this.list(caller, query, {
      source,
      cardsOf: (ids) => this.cards.get(caller.userId, ids),
    });
  }

  /** Lists the goals on a profile: public goals, and goals that the caller participates in too. */
  async listGoalsOf(caller: Caller, userId: string, query: ListGoalsQuery) {
    await this.sight.requireProfile(caller.userId, userId);
    const filter = filterOf(userId, query);

    const source = {
      rows: (window: PageWindow) => listSharedGoals(this.database, caller.userId, filter, window),
      total: () => countSharedGoals(this.database, caller.userId, filter),
    };

    return this.list(caller, query, {
      source,
      cardsOf: (ids) => this.cards.getForStranger(caller.userId, ids),
    });
  }

  private async list(
    caller: Caller,
    query: ListGoalsQuery,
    { source, cardsOf }: { source: Source; cardsOf: CardsOf },
  ) {
    const position = ({ id }: GoalSummaryRow) => ({ id });
    const { rows, pagination } = await this.pages.read('goals', query, { ...source, position });

    const [today, cards] = await Promise.all([
      this.cards.todayOf(caller, this.clock.now()),
      cardsOf(rows.flatMap((row) => row.preview_ids)),
    ]);

    return { goals: rows.map((row) => goalSummaryView(row, cards, today)), pagination };
  }
}

/** Includes archived goals only for the status `archived` or `all`. */
function filterOf(userId: string, { status, type, category }: ListGoalsQuery): GoalFilter {
  return {
    userId,
    status: status === 'all' || status === 'archived' ? null : statusByName[status],
    type: type === 'all' ? null : type,
    category: category ?? null,
    archived: status === 'all' ? null : status === 'archived',
  };
}
