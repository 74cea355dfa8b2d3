import { type UserCard, userView } from '@tribe/projections';
import { money } from '@tribe/service-kit';
import type { GoalContribution } from '../generated/prisma/client';
import type { Goal } from '../goal/goal.queries';
import { progressPercentage } from '../goal/goal.rules';
import type { ContributionRow } from './contribution.queries';

/** The response to adding or correcting a contribution, with the new progress of the goal. */
export function addedContributionView(contribution: GoalContribution, goal: Goal) {
  return {
    id: contribution.id,
    goal_id: contribution.goalId,
    user_id: contribution.userId,
    amount: money(contribution.amount),
    note: contribution.note,
    contribution_type: contribution.contributionType,
    created_at: contribution.createdAt,
    corrects_id: contribution.correctsId,
    corrected_by: contribution.correctedBy,
    goal_progress: {
      current_amount: money(goal.currentAmount),
      progress_percentage: progressPercentage(goal),
    },
  };
}

/** A contribution in a list. It shows the amount of a hidden user, but not their note. */
export function contributionView(row: ContributionRow, cards: ReadonlyMap<string, UserCard>) {
  const isNoteVisible = cards.has(row.user_id) && cards.has(row.corrected_by ?? row.user_id);
  return {
    ...row,
    amount: money(row.amount),
    note: isNoteVisible ? row.note : null,
    user: userView(row.user_id, cards),
  };
}
