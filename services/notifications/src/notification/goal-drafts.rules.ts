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
  const message = `${nameOf(inviter)} invites you to ${quoted(goal)}`;
  const text = { title: 'New Goal Invitation', message };

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
  const text = { title: 'New Goal Owner', message: `You are the owner of ${quoted(goal)} now` };

  return [{ ...aboutGoal(goal, undefined, text, 'goal_ownership'), userId: goal.creatorId }];
}

/** Notifies the other participants. */
export function draftGoalPublished({ goal, publishedBy }: GoalPublished): NotificationDraft[] {
  if (!goal) return [];
  const message = `${nameOf(publishedBy)} made ${quoted(goal)} public`;
  const text = { title: 'Goal Is Public', message };
  const notification = aboutGoal(goal, publishedBy?.id, text, 'goal_published');

  return goal.participants
    .filter(({ userId }) => userId !== publishedBy?.id)
    .map(({ userId }) => ({ ...notification, userId }));
}

function added(goal: Goal, addedBy: UserCard | undefined, userId: string): NotificationDraft {
  const visibility = goal.isPublic ? ', which is public' : '';
  const message = `${nameOf(addedBy)} added you to ${quoted(goal)}${visibility}`;
  const text = { title: 'Added To A Goal', message };

  return { ...aboutGoal(goal, addedBy?.id, text, 'goal_added'), userId };
}
