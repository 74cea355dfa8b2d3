import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards, VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  decimalsOf,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { Prisma } from '../generated/prisma/client';
import { GoalAccess } from '../goal/goal-access';
import { goalUpdated } from '../goal/goal.events';
import type { Goal } from '../goal/goal.queries';
import { isoDate } from '../goal/goal.rules';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import { dayAt, startOf } from '../streak/calendar.rules';
import { type Day, dayOf } from '../streak/day.rules';
import { decideRest } from './rest.rules';
import type { RestBody } from './share.dto';
import { findShares, type SharesRow } from './share.queries';
import { type Sharer, sharesOf } from './share.rules';
import { sharesView } from './share.view';

const utc = { timezone: 'UTC', dayStartsAtMinute: 0 };

/** The daily shares of the members of a goal, and their rests (ADR 0018). */
@Injectable()
export class ShareService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly allCards: UserCards,
    private readonly clock: Clock,
  ) {}

  async getShares(caller: Caller, goalId: string) {
    const goal = await this.access.require(caller.userId, 'see-contributions', goalId);
    if (!goal.targetAmount || !goal.targetDate) throw new AppError(errors.GOAL_HAS_NO_PACE);
    const { today, since } = await this.dayOf(goal);
    const row = await findShares(this.database, goalId, since);
    if (!row) throw new AppError(errors.GOAL_NOT_FOUND);

    const decimals = decimalsOf(goal.targetCurrency);
    const sharers = row.sharers.map((sharer) => toSharer(sharer, decimals));
    const lastDay = dayOf(isoDate(goal.targetDate) as string);
    const missing = missingAtDawn(goal, row, decimals);
    const shares = sharesOf({ missing, today, lastDay }, sharers);

    const members = sharers.flatMap((sharer, position) => {
      const share = shares[position];
      return share ? [{ sharer, share }] : [];
    });

    const daysLeft = Math.max(lastDay, today) - today + 1;
    const ids = sharers.map(({ userId }) => userId);
    const cards = await this.cards.get(caller.userId, ids);

    return sharesView({ goal, today, daysLeft, decimals, members }, cards);
  }

  async rest(caller: Caller, goalId: string, { until }: RestBody): Promise<void> {
    const goal = await this.access.require(caller.userId, 'rest', goalId);
    const { today } = await this.dayOf(goal);
    settle(decideRest(until === null ? null : dayOf(until), today));
    const now = this.clock.now();

    await this.transactions.run(async (tx) => {
      const locked = await this.access.requireLocked(tx, caller.userId, 'rest', goalId);
      const saved = changedGoal(locked, {}, now);

      await Promise.all([
        tx.goalParticipant.update({
          where: { goalId_userId: { goalId, userId: caller.userId } },
          data: { restingUntil: until === null ? null : new Date(until) },
        }),
        saveGoal(tx, saved, {}),
        this.events.publish(tx, goalUpdated(saved, caller.userId)),
      ]);
    });
  }

  /** The members of a goal share one day, that of its owner. */
  private async dayOf({ creatorId }: Goal): Promise<{ today: Day; since: Date }> {
    const owner = (await this.allCards.get([creatorId])).get(creatorId);
    const settings = { at: 0, ...(owner?.calendar ?? utc) };
    const today = dayAt([settings], this.clock.now().getTime());

    return { today, since: new Date(startOf(settings, today)) };
  }
}

function toSharer(row: SharesRow['sharers'][number], decimals: number): Sharer {
  const given = new Prisma.Decimal(row.given).plus(row.credit).minus(row.today);
  return {
    userId: row.userId,
    given: unitsOf(given, decimals),
    givenToday: unitsOf(new Prisma.Decimal(row.today), decimals),
    restingUntil: row.restingUntil === null ? null : dayOf(row.restingUntil),
  };
}

/** Nothing is due for a goal that accepts no contributions. */
function missingAtDawn(goal: Goal, row: SharesRow, decimals: number): bigint {
  if (goal.status !== 'active' || goal.archivedAt || !goal.targetAmount) return 0n;
  const missing = goal.targetAmount.minus(row.current_amount).plus(row.given_today);

  return missing.gt(0) ? unitsOf(missing, decimals) : 0n;
}

function unitsOf(amount: Prisma.Decimal, decimals: number): bigint {
  return BigInt(amount.times(10 ** decimals).toFixed(0));
}
