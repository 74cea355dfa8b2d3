import type { GoalContributionCorrected, MilestoneAchieved } from '@tribe/contracts';
import { aboutGoal, type NotificationDraft } from './notification-drafts.rules';
import { formatAmount, nameOf, quoted } from './notification-text.rules';

/** Notifies all participants except the user who achieved the milestone. */
export function draftMilestone(event: MilestoneAchieved): NotificationDraft[] {
  const { goal, achievedBy, title } = event;
  if (!goal) return [];

  const text = {
    title: 'Milestone Achieved',
    message: `${quoted(goal)} reached its milestone "${title}"`,
  };

  const notification = aboutGoal(goal, achievedBy?.id, text, 'goal_milestone');

  return goal.participants
    .filter(({ userId }) => userId !== achievedBy?.id)
    .map(({ userId }) => ({ ...notification, userId }));
}

/** Notifies the contributor when another user, the owner, corrected their contribution. */
export function draftCorrection(event: GoalContributionCorrected): NotificationDraft[] {
  const { goal, contributorId, correctedBy, amount } = event;
  if (!goal || contributorId === correctedBy?.id) return [];
  if (!goal.participants.some(({ userId }) => userId === contributorId)) return [];
  const taken = formatAmount(amount.replace('-', ''), goal.targetCurrency);

  const text = {
    title: 'Contribution Corrected',
    message: `${nameOf(correctedBy)} took ${taken} of your contribution to ${quoted(goal)} back`,
  };

  return [
    {
      ...aboutGoal(goal, correctedBy?.id, text, 'goal_correction'),
      userId: contributorId,
    },
  ];
}
