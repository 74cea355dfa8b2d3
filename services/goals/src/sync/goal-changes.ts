import { Injectable } from '@nestjs/common';
import { UserCards, VisibleCards } from '@tribe/projections';
import { Clock, Database } from '@tribe/service-kit';
import { CheckinViews } from '../checkin/checkin-views';
import { listSummaries } from '../goal/goal.queries';
import { goalSummaryView } from '../goal/goal.view';
import { Streaks } from '../streak/streaks';
import { findSystem } from '../system/system.queries';
import { systemView } from '../system/system.view';
import {
  type ChangesSince,
  listChangedCheckins,
  listChangedGoals,
  listChangedSystems,
  listPartnerIds,
} from './goal-changes.queries';
import { changesOf } from './goal-changes.rules';
import { goalChangesView } from './goal-changes.view';

const limits = { goals: 25, systems: 25, checkins: 50 };

/** Tells which goals, systems and check-ins have changed for a user since a transaction. */
@Injectable()
export class GoalChanges {
  constructor(
    private readonly database: Database,
    private readonly cards: VisibleCards,
    private readonly users: UserCards,
    private readonly streaks: Streaks,
    private readonly checkinViews: CheckinViews,
    private readonly clock: Clock,
  ) {}

  /** @param since undefined for the newest of each kind */
  async since(userId: string, since: bigint | undefined) {
    const from = { userId, since: since ?? 0n };

    const [goals, systems, checkins, partnerIds] = await Promise.all([
      this.goals(from),
      this.systems(from),
      this.checkins(from),
      listPartnerIds(this.database, userId),
    ]);

    const isReset = since === undefined;

    return goalChangesView({ goals, systems, checkins }, { isReset, partnerIds });
  }

  private async goals(from: Omit<ChangesSince, 'limit'>) {
    const rows = await listChangedGoals(this.database, oneMore(from, limits.goals));
    const changed = rows.slice(0, limits.goals);
    const ids = changed.filter(({ isGone }) => !isGone).map(({ id }) => id);
    const summaries = await listSummaries(this.database, ids);

    const [today, cards] = await Promise.all([
      this.users.todayOf(from.userId, this.clock.now()),
      this.cards.get(
        from.userId,
        summaries.flatMap((row) => row.preview_ids),
      ),
    ]);

    const views = new Map(summaries.map((row) => [row.id, goalSummaryView(row, cards, today)]));

    return changesOf(rows, limits.goals, ({ id }) => views.get(id));
  }

  private async systems(from: Omit<ChangesSince, 'limit'>) {
    const rows = await listChangedSystems(this.database, oneMore(from, limits.systems));
    const changed = rows.slice(0, limits.systems);
    const ids = changed.filter(({ isGone }) => !isGone).map(({ id }) => id);

    const [systems, streaks] = await Promise.all([
      Promise.all(ids.map((id) => findSystem(this.database, id))),
      this.streaks.of(ids),
    ]);

    const views = new Map(
      systems.flatMap((system) => {
        const streak = system && streaks.get(system.id);
        return streak ? [[system.id, systemView(system, streak)]] : [];
      }),
    );

    return changesOf(rows, limits.systems, ({ id }) => views.get(id));
  }

  private async checkins(from: Omit<ChangesSince, 'limit'>) {
    const found = await listChangedCheckins(this.database, oneMore(from, limits.checkins));
    const views = await this.checkinViews.of(from.userId, found);

    const rows = found.map((row, index) => ({
      id: row.id,
      isGone: row.deletedAt !== null,
      view: views[index],
    }));

    return changesOf(rows, limits.checkins, ({ view }) => view);
  }
}

/** One more tells that further ones follow. */
function oneMore(from: Omit<ChangesSince, 'limit'>, limit: number): ChangesSince {
  return { ...from, limit: limit + 1 };
}
