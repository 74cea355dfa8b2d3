import { type UserCard, userView } from '@tribe/projections';
import { money, versioned } from '@tribe/service-kit';
import { Prisma } from '../generated/prisma/client';
import type { Goal, GoalSummaryRow, Milestone } from './goal.queries';
import { daysRemaining, isoDate, progressPercentage, progressValue } from './goal.rules';

type Cards = ReadonlyMap<string, UserCard>;

export function participantView(participant: Goal['participants'][number], cards: Cards) {
  const { id, ...person } = userView(participant.userId, cards);
  return {
    user_id: id,
    ...person,
    role: participant.role,
    contribution_amount: money(participant.contributionAmount),
  };
}

/** @param participates whether the viewer takes part; other viewers do not see the user who achieved it */
export function milestoneView(milestone: Milestone, participates: boolean) {
  return {
    id: milestone.id,
    goal_id: milestone.goalId,
    title: milestone.title,
    description: milestone.description,
    target_value: milestone.targetValue && money(milestone.targetValue),
    achieved: milestone.achievedAt !== null,
    achieved_at: milestone.achievedAt,
    achieved_by: participates ? milestone.achievedBy : null,
    order_index: milestone.orderIndex,
  };
}

/**
 * @param today the date of the viewer's day, as midnight UTC
 * @param participates whether the viewer takes part; other viewers see no amounts, and neither
 * participants nor a creator without a card
 */
export function goalView(goal: Goal, cards: Cards, today: Date, participates: boolean) {
  const participants = participates
    ? goal.participants.map((participant) => participantView(participant, cards))
    : goal.participants
        .filter(({ userId }) => cards.has(userId))
        .map((participant) => ({
          ...participantView(participant, cards),
          contribution_amount: null,
        }));

  const view = {
    id: goal.id,
    creator_id: participates || cards.has(goal.creatorId) ? goal.creatorId : null,
    title: goal.title,
    description: goal.description,
    category: goal.category,
    goal_type: goal.goalType,
    target_type: goal.targetType,
    target_amount: goal.targetAmount && money(goal.targetAmount),
    target_currency: goal.targetCurrency,
    target_date: isoDate(goal.targetDate),
    start_date: isoDate(goal.startDate),
    priority: goal.priority,
    auto_complete: goal.autoComplete,
    current_amount: money(goal.currentAmount),
    progress_percentage: progressPercentage(goal),
    progress_value: progressValue(goal),
    days_remaining: daysRemaining(goal.targetDate, today),
    image_url: goal.imageUrl,
    status: goal.status,
    is_public: goal.isPublic,
    participants,
    milestones: goal.milestones.map((milestone) => milestoneView(milestone, participates)),
    completed_at: goal.completedAt,
    archived_at: goal.archivedAt,
    created_at: goal.createdAt,
    updated_at: goal.updatedAt,
  };
  return versioned(view, goal.version);
}

export function goalSummaryView(row: GoalSummaryRow, cards: Cards, today: Date) {
  const targetAmount = row.target_amount === null ? null : new Prisma.Decimal(row.target_amount);
  const currentAmount = new Prisma.Decimal(row.current_amount);
  return {
    id: row.id,
    title: row.title,
    category: row.category,
    goal_type: row.goal_type,
    target_type: row.target_type,
    target_amount: targetAmount && money(targetAmount),
    target_currency: row.target_currency,
    current_amount: money(currentAmount),
    progress_percentage: progressPercentage({
      status: row.status,
      targetType: row.target_type,
      targetAmount,
      currentAmount,
    }),
    target_date: row.target_date,
    priority: row.priority,
    days_remaining: daysRemaining(
      row.target_date === null ? null : new Date(row.target_date),
      today,
    ),
    image_url: row.image_url,
    participants_count: row.participants_count,
    participants_preview: row.preview_ids
      .filter((userId) => cards.has(userId))
      .map((userId) => ({
        user_id: userId,
        profile_image_url: cards.get(userId)?.profileImageUrl ?? null,
      })),
    status: row.status,
    archived_at: row.archived_at,
    created_at: row.created_at,
  };
}
