import { type UserCard, userView } from '@tribe/projections';
import { money } from '@tribe/service-kit';
import { Prisma } from '../generated/prisma/client';
import { progressPercentage } from '../goal/goal.rules';
import type { FeedRow } from './goal-feed.queries';

export function feedEntryView(row: FeedRow, cards: ReadonlyMap<string, UserCard>) {
  return {
    id: row.id,
    entry_type: row.entry_type,
    goal: {
      id: row.goal_id,
      title: row.title,
      image_url: row.image_url,
      progress_percentage: progressPercentage({
        status: row.status,
        targetType: row.target_type,
        targetAmount: row.target_amount === null ? null : new Prisma.Decimal(row.target_amount),
        currentAmount: new Prisma.Decimal(row.current_amount),
      }),
      is_public: row.is_public,
    },
    user: row.user_id && cards.has(row.user_id) ? userView(row.user_id, cards) : null,
    amount: row.amount === null ? null : money(new Prisma.Decimal(row.amount)),
    milestone_title: row.milestone_title,
    created_at: row.created_at,
  };
}
