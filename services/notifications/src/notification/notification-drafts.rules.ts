import type {
  FriendRequestSent,
  FriendshipAccepted,
  Goal,
  GoalCompleted,
  GoalContributionAdded,
} from '@tribe/contracts';
import {
  contributionText,
  friendAcceptedText,
  friendRequestText,
  goalCompletedText,
  type TextIn,
} from './notification-text.rules';
import type { NotificationTypeName } from './notification-types';

/** A notification without an id: its recipient, text and target. */
export interface NotificationDraft {
  /** Written in the language of the recipient. */
  readonly text: TextIn;
  readonly userId: string;
  readonly type: NotificationTypeName;
  readonly actorId: string | null;
  readonly targetType:
    | 'goal'
    | 'system'
    | 'checkin'
    | 'reflection'
    | 'achievement'
    | 'badge'
    | 'friendship'
    | 'partnership'
    | 'tribe'
    | 'post'
    | 'post_comment'
    | 'report'
    | 'moderation_action';
  readonly targetId: string;
  readonly targetName: string | null;
  readonly imageUrl: string | null;
  readonly actionUrl: string;
}

export function draftFriendRequest({
  friendship,
  requester,
}: FriendRequestSent): NotificationDraft[] {
  if (!friendship) return [];
  return [
    {
      text: friendRequestText(requester),
      userId: friendship.addresseeId,
      type: 'friend_request',
      actorId: friendship.requesterId,
      targetType: 'friendship',
      targetId: friendship.id,
      targetName: null,
      imageUrl: requester?.profileImageUrl ?? null,
      actionUrl: '/friends/requests',
    },
  ];
}

export function draftFriendAccepted({
  friendship,
  addressee,
}: FriendshipAccepted): NotificationDraft[] {
  if (!friendship) return [];
  return [
    {
      text: friendAcceptedText(addressee),
      userId: friendship.requesterId,
      type: 'friend_accepted',
      actorId: friendship.addresseeId,
      targetType: 'friendship',
      targetId: friendship.id,
      targetName: null,
      imageUrl: addressee?.profileImageUrl ?? null,
      actionUrl: `/users/${friendship.addresseeId}`,
    },
  ];
}

export function aboutGoal(
  goal: Goal,
  actorId: string | undefined,
  text: TextIn,
  type: NotificationTypeName,
) {
  return {
    text,
    type,
    actorId: actorId ?? null,
    targetType: 'goal' as const,
    targetId: goal.id,
    targetName: goal.title,
    imageUrl: goal.imageUrl ?? null,
    actionUrl: `/goals/${goal.id}`,
  };
}

/** Notifies all participants except the contributor. */
export function draftContribution(event: GoalContributionAdded): NotificationDraft[] {
  const { goal, contributor } = event;
  if (!goal) return [];

  const notification = aboutGoal(
    goal,
    contributor?.id,
    contributionText(event),
    'goal_contribution',
  );

  return goal.participants
    .filter(({ userId }) => userId !== contributor?.id)
    .map(({ userId }) => ({ ...notification, userId }));
}

/** Notifies all participants, including the user who completed the goal. */
export function draftGoalCompleted({ goal, completedBy }: GoalCompleted): NotificationDraft[] {
  if (!goal) return [];
  const notification = aboutGoal(goal, completedBy?.id, goalCompletedText(goal), 'goal_completed');
  return goal.participants.map(({ userId }) => ({ ...notification, userId }));
}
