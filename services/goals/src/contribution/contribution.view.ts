import { type UserCard, userView } from '@tribe/projections';
import { money } from '@tribe/service-kit';
import type { GoalContribution } from '../generated/prisma/client';
import type { Goal } from '../goal/goal.queries';
import { progressPercentage } from '../goal/goal.rules';
import type { ContributionRow } from './contribution.queries';

/** The response to adding a contribution, with the new progress of the goal. */
export function addedContributionView(contribution: GoalContribution, goal: Goal) {
  return {
    id: contribution.id,
    goal_id: contribution.goalId,
    user_id: contribution.userId,
    amount: money(contribution.amount),
    note: contribution.note,
    contribution_type: contribution.contributionType,
    created_at: contribution.createdAt,
    goal_progress: {
      current_amount: money(goal.currentAmount),
      progress_percentage: progressPercentage(goal),
    },
  };
}

/** A contribution in a list. For a hidden contributor, it shows the amount but not the note. */
export function contributionView(row: ContributionRow, cards: ReadonlyMap<string, UserCard>) {
  return {
    ...row,
    amount: money(row.amount),
    note: cards.has(row.user_id) ? row.note : null,
    user: userView(row.user_id, cards),
  };
}
