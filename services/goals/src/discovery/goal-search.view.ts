import { Prisma } from '../generated/prisma/client';
import { progressPercentage } from '../goal/goal.rules';
import type { FoundGoalRow } from './goal-search.queries';

export function foundGoalView(row: FoundGoalRow) {
  return {
    id: row.id,
    title: row.title,
    category: row.category,
    progress_percentage: progressPercentage({
      status: row.status,
      targetType: row.target_type,
      targetAmount: row.target_amount === null ? null : new Prisma.Decimal(row.target_amount),
      currentAmount: new Prisma.Decimal(row.current_amount),
    }),
    participants_count: row.participants_count,
  };
}
