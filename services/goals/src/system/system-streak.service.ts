import { Injectable } from '@nestjs/common';
import type { Caller } from '@tribe/service-kit';
import { dayOf } from '../streak/day.rules';
import type { ExplainStreakQuery } from '../streak/streak.dto';
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
    const { unit, today } = await this.streaks.ofOne(systemId);
    const from = query.from === undefined ? undefined : dayOf(query.from);
    const to = query.to === undefined ? undefined : dayOf(query.to);
    const last = to ?? (from === undefined ? today : from + defaultDays - 1);

    const days = await this.streaks.explain(systemId, {
      from: from ?? last - defaultDays + 1,
      to: last,
    });

    return explanationView(systemId, unit, days);
  }
}
