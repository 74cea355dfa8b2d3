import { Injectable } from '@nestjs/common';
import { Partnerships, userView, VisibleCards } from '@tribe/projections';
import { type Caller, Clock, Database } from '@tribe/service-kit';
import { CheckinListService } from '../checkin/checkin-list.service';
import { GoalListService } from '../goal/goal-list.service';
import { isoDate } from '../goal/goal.rules';
import { Streaks } from '../streak/streaks';
import { listOwnSystems } from '../system/system.queries';
import { listSharedSystems, valuesOn } from './progress.queries';
import { countsView, systemTodayView } from './progress.view';

const maxSystems = 100;
const maxPartners = 10;
const shortPage = { page: 1, limit: 20 };

/** The day of a user at a glance. Reads all systems in one statement, from their stored streaks. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly database: Database,
    private readonly streaks: Streaks,
    private readonly partnerships: Partnerships,
    private readonly cards: VisibleCards,
    private readonly goals: GoalListService,
    private readonly checkins: CheckinListService,
    private readonly clock: Clock,
  ) {}

  async getDashboard(caller: Caller) {
    const [today, own, partners, goals, awaiting] = await Promise.all([
      this.cards.todayOf(caller, this.clock.now()),
      this.ownSystems(caller.userId),
      this.partnersOf(caller.userId),
      this.goals.listGoals(caller, { ...shortPage, status: 'active', type: 'all' }),
      this.checkins.listVerifications(caller, shortPage),
    ]);

    return {
      today: isoDate(today),
      ...own,
      goals: goals.goals,
      has_more_goals: goals.pagination.next_cursor !== null,
      partners,
      awaiting_verification: awaiting.checkins,
      awaiting_verification_count: awaiting.pagination.total,
    };
  }

  private async ownSystems(userId: string) {
    const window = { after: undefined, offset: 0, limit: maxSystems + 1 };
    const found = await listOwnSystems(this.database, userId, { status: 'active' }, window);
    const systems = found.slice(0, maxSystems);
    const streaks = await this.streaks.of(systems.map(({ id }) => id));

    const values = await valuesOn(
      this.database,
      [...streaks].map(([systemId, { today }]) => ({ systemId, day: today })),
    );

    return {
      ...countsView([...streaks.values()]),
      systems: systems.flatMap((system) => {
        const streak = streaks.get(system.id);
        return streak ? [systemTodayView(system, streak, values.get(system.id))] : [];
      }),
      has_more_systems: found.length > maxSystems,
    };
  }

  /** A partner hidden from the user has no card. */
  private async partnersOf(userId: string) {
    const partners = (await this.partnerships.partnersOf(userId)).slice(0, maxPartners);
    const ids = [...new Set(partners.map(({ partnerId }) => partnerId))];

    const [cards, shared] = await Promise.all([
      this.cards.get(userId, ids),
      listSharedSystems(this.database, ids, Math.floor(maxSystems / Math.max(1, ids.length))),
    ]);

    const streaks = await this.streaks.of(shared.map(({ id }) => id));

    return partners
      .filter(({ partnerId }) => cards.has(partnerId))
      .map(({ partnershipId, partnerId }) => ({
        partnership_id: partnershipId,
        user: userView(partnerId, cards),
        ...countsView(
          shared.flatMap((system) =>
            system.userId === partnerId ? (streaks.get(system.id) ?? []) : [],
          ),
        ),
      }));
  }
}
