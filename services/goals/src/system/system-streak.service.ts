import { Injectable } from '@nestjs/common';
import { AppError, type Caller } from '@tribe/service-kit';
import { errors } from '../errors';
import { type Day, dayOf } from '../streak/day.rules';
import { type ExplainStreakQuery, maxExplainedDays } from '../streak/streak.dto';
import { explanationView, streakView } from '../streak/streak.view';
import { Streaks } from '../streak/streaks';
import { SystemAccess } from './system-access';

const defaultDays = 30;

/** Shows streaks, and why they are what they are. */
@Injectable()
export class SystemStreakService {
  constructor(
    private readonly access: SystemAccess,
    private readonly streaks: Streaks,
  ) {}

  async getStreak(caller: Caller, systemId: string) {
    await this.access.require(caller.userId, 'see', systemId);
    return streakView(systemId, await this.streaks.ofOne(systemId));
  }

  async explainStreak(caller: Caller, systemId: string, query: ExplainStreakQuery) {
    await this.access.require(caller.userId, 'see-checkins', systemId);
    const { streak, explain } = await this.streaks.open(systemId);
    const days = await explain(rangeOf(query, streak.today));

    return explanationView(systemId, streak.unit, days);
  }
}

function rangeOf(query: ExplainStreakQuery, today: Day): { from: Day; to: Day } {
  const start = query.from === undefined ? undefined : dayOf(query.from);
  const end = query.to === undefined ? undefined : dayOf(query.to);
  const to = end ?? (start === undefined ? today : start + defaultDays - 1);
  const from = start ?? to - defaultDays + 1;
  if (from > to || to - from >= maxExplainedDays) throw new AppError(errors.STREAK_RANGE_INVALID);

  return { from, to };
}
