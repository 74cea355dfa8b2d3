import { Injectable } from '@nestjs/common';
import { type Caller, Database } from '@tribe/service-kit';
import { dayOf } from '../streak/day.rules';
import { Streaks } from '../streak/streaks';
import { SystemAccess } from '../system/system-access';
import type { ProgressQuery } from './progress.dto';
import { valuesByDay } from './progress.queries';
import { progressDays, rangeOf, trendDays } from './progress.rules';
import { systemProgressView } from './progress.view';

/** Shows the days of a system as a heat-map and a trend need them. */
@Injectable()
export class SystemProgressService {
  constructor(
    private readonly database: Database,
    private readonly access: SystemAccess,
    private readonly streaks: Streaks,
  ) {}

  async getProgress(caller: Caller, systemId: string, query: ProgressQuery) {
    const system = await this.access.require(caller.userId, 'see-checkins', systemId);
    const { streak, explain } = await this.streaks.open(systemId);
    const from = query.from ? dayOf(query.from) : undefined;
    const range = rangeOf(query.period, from, streak.today);

    const [explained, values] = await Promise.all([
      explain({ from: range.from - trendDays, to: range.to }),
      valuesByDay(this.database, systemId, range),
    ]);

    const days = progressDays(range, { explained, values, target: system.targetValue });

    return systemProgressView(system, streak, { range, days });
  }
}
