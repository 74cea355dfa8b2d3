import type { Prisma } from '../generated/prisma/client';
import type { Day } from '../streak/day.rules';
import type { GoalHistory } from './progress.queries';
import type { DayRange } from './progress.rules';

/** A day of the progress of a goal. */
export interface AmountDay {
  readonly day: Day;
  readonly amount: Prisma.Decimal;
  /** At the end of the day; null in the future. */
  readonly total: Prisma.Decimal | null;
}

/**
 * Returns an entry for each day of a range. Totals are counted back from the current amount, so older contributions need not
 * be read.
 *
 * @param history with all contributions since the first day of the range
 */
export function amountDays(range: DayRange, history: GoalHistory, today: Day): AmountDay[] {
  const days: AmountDay[] = [];
  let total = history.current;
  const nothing = total.minus(total);

  // A contribution that arrives at midnight may be on the next day already.
  for (let day = Math.max(range.to, today + 1); day >= range.from; day--) {
    const amount = history.amounts.get(day) ?? nothing;
    if (day <= range.to) days.push({ day, amount, total: day > today ? null : total });
    total = total.minus(amount);
  }

  return days.toReversed();
}
