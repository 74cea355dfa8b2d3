import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { type Caller, dayMs } from '@tribe/service-kit';
import { GoalAccess } from '../goal/goal-access';
import type { Day } from '../streak/day.rules';

/** The owners of systems. */
@Injectable()
export class SystemPeople {
  constructor(
    private readonly cards: VisibleCards,
    private readonly goals: GoalAccess,
  ) {}

  /** Returns the card of a caller who may create a system, alone or for a goal. */
  async requireOwner(caller: Caller, goalId: string | null) {
    if (goalId !== null) await this.goals.require(caller.userId, 'contribute', goalId);
    return this.cards.ofCaller(caller);
  }

  /** Returns the date of the caller. */
  async todayOf(caller: Caller, now: Date): Promise<Day> {
    return (await this.cards.todayOf(caller, now)).getTime() / dayMs;
  }
}
