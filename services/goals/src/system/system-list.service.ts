import { Injectable } from '@nestjs/common';
import {
  type Caller,
  Database,
  Pages,
  type PageSource,
  type PageWindow,
  AppError,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { GoalAccess } from '../goal/goal-access';
import { roleOf } from '../goal/goal-access.rules';
import { Streaks } from '../streak/streaks';
import type { ListSystemsQuery } from './system.dto';
import {
  countOwnSystems,
  countSystemsOfGoal,
  listOwnSystems,
  listSystemsOfGoal,
  type System,
} from './system.queries';
import { systemView } from './system.view';

/** Lists the systems of a user or of a goal, newest first. */
@Injectable()
export class SystemListService {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly goals: GoalAccess,
    private readonly streaks: Streaks,
  ) {}

  async listSystems(caller: Caller, query: ListSystemsQuery) {
    const source = await this.sourceOf(caller, query);
    const position = ({ id }: System) => ({ id });
    const { rows, pagination } = await this.pages.read('systems', query, { ...source, position });
    const streaks = await this.streaks.of(rows.map(({ id }) => id));

    const systems = rows.flatMap((system) => {
      const streak = streaks.get(system.id);
      return streak ? [systemView(system, streak)] : [];
    });

    return { systems, pagination };
  }

  private async sourceOf(
    caller: Caller,
    query: ListSystemsQuery,
  ): Promise<Omit<PageSource<System>, 'position'>> {
    const status = query.status === 'all' ? null : query.status;
    const { goal_id: goalId } = query;

    if (goalId === undefined)
      return {
        rows: (window: PageWindow) =>
          listOwnSystems(this.database, caller.userId, { status }, window),
        total: () => countOwnSystems(this.database, caller.userId, { status }),
      };

    await this.requireParticipant(caller, goalId);
    const filter = { goalId, viewerId: caller.userId, status };

    return {
      rows: (window: PageWindow) => listSystemsOfGoal(this.database, filter, window),
      total: () => countSystemsOfGoal(this.database, filter),
    };
  }

  /** A stranger sees a public goal, but not the systems of its participants. */
  private async requireParticipant({ userId }: Caller, goalId: string): Promise<void> {
    const goal = await this.goals.require(userId, 'see', goalId);
    if (roleOf(goal, userId) === 'stranger') throw new AppError(errors.PERMISSION_DENIED);
  }
}
