import { type UserCard, userView } from '@tribe/projections';
import { money } from '@tribe/service-kit';
import { Prisma } from '../generated/prisma/client';
import type { Goal } from '../goal/goal.queries';
import { type Day, dateOf } from '../streak/day.rules';
import type { Share, Sharer } from './share.rules';

export interface SharesOfDay {
  readonly goal: Goal;
  readonly today: Day;
  readonly daysLeft: number;
  readonly decimals: number;
  readonly members: readonly { readonly sharer: Sharer; readonly share: Share }[];
}

export function sharesView(
  { goal, today, daysLeft, decimals, members }: SharesOfDay,
  cards: ReadonlyMap<string, UserCard>,
) {
  const amount = (units: bigint) => money(new Prisma.Decimal(units.toString()).div(10 ** decimals));
  const sum = (part: 'share' | 'remaining') =>
    members.reduce((total, { share }) => total + share[part], 0n);

  return {
    goal_id: goal.id,
    date: dateOf(today),
    currency: goal.targetCurrency,
    days_left: daysLeft,
    due: amount(sum('share')),
    remaining: amount(sum('remaining')),
    members: members.map(({ sharer, share }) => {
      const { id, ...person } = userView(sharer.userId, cards);
      return {
        user_id: id,
        ...person,
        is_resting: share.isResting,
        resting_until:
          share.isResting && sharer.restingUntil !== null ? dateOf(sharer.restingUntil) : null,
        share: amount(share.share),
        given_today: amount(sharer.givenToday),
        remaining: amount(share.remaining),
      };
    }),
  };
}
