import type {
  Goal,
  GoalContributionCorrected,
  GoalCreated,
  GoalHandedOver,
  GoalInvitationSent,
  GoalParticipantAdded,
  GoalPublished,
  MilestoneAchieved,
  UserCard,
} from '@tribe/contracts';
import { aboutGoal, type NotificationDraft } from './notification-drafts.rules';
import { amountOf, goalName, nameOf, textOf } from './notification-text.rules';

/** Notifies all participants except the user who achieved the milestone. */
export function draftMilestone(event: MilestoneAchieved): NotificationDraft[] {
  const { goal, achievedBy, title } = event;
  if (!goal) return [];

  const text = textOf('milestone', { goal: goalName(goal), milestone: title });
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

  const text = textOf('correction', {
    name: nameOf(correctedBy),
    amount: amountOf(amount.replace('-', ''), goal),
    goal: goalName(goal),
  });

  return [
    {
      ...aboutGoal(goal, correctedBy?.id, text, 'goal_correction'),
      userId: contributorId,
    },
  ];
}

/** Notifies the participants of a new goal, except its creator. */
export function draftGoalStart({ goal, creator }: GoalCreated): NotificationDraft[] {
  if (!goal) return [];
  const others = goal.participants.filter(({ userId }) => userId !== creator?.id);
  return others.map(({ userId }) => added(goal, creator, userId));
}

/** Notifies the new participant, unless the participant joined. */
export function draftGoalAdded(event: GoalParticipantAdded): NotificationDraft[] {
  const { goal, participant, addedBy } = event;
  if (!goal || !participant || participant.userId === addedBy?.id) return [];

  return [added(goal, addedBy, participant.userId)];
}

export function draftGoalInvite({
  goal,
  inviter,
  inviteeId,
}: GoalInvitationSent): NotificationDraft[] {
  if (!goal) return [];
  const text = textOf('goalInvite', { name: nameOf(inviter), goal: goalName(goal) });

  return [
    {
      ...aboutGoal(goal, inviter?.id, text, 'goal_invite'),
      userId: inviteeId,
      actionUrl: '/goals/invitations',
    },
  ];
}

/** Notifies the new owner. */
export function draftGoalOwnership({ goal }: GoalHandedOver): NotificationDraft[] {
  if (!goal) return [];
  const text = textOf('goalOwnership', { goal: goalName(goal) });

  return [{ ...aboutGoal(goal, undefined, text, 'goal_ownership'), userId: goal.creatorId }];
}

/** Notifies the other participants. */
export function draftGoalPublished({ goal, publishedBy }: GoalPublished): NotificationDraft[] {
  if (!goal) return [];
  const text = textOf('goalPublished', { name: nameOf(publishedBy), goal: goalName(goal) });
  const notification = aboutGoal(goal, publishedBy?.id, text, 'goal_published');

  return goal.participants
    .filter(({ userId }) => userId !== publishedBy?.id)
    .map(({ userId }) => ({ ...notification, userId }));
}

function added(goal: Goal, addedBy: UserCard | undefined, userId: string): NotificationDraft {
  const values = { name: nameOf(addedBy), goal: goalName(goal) };
  const text = textOf(goal.isPublic ? 'publicGoalAdded' : 'goalAdded', values);

  return { ...aboutGoal(goal, addedBy?.id, text, 'goal_added'), userId };
}
