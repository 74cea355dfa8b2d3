import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { type Timestamp, timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type GoalCompletedSchema,
  type GoalContributionAddedSchema,
  type GoalDeletedSchema,
  type GoalParticipantAddedSchema,
  type GoalParticipantRemovedSchema,
  GoalStatus,
  type Goal,
  type GoalUpdate,
  type NotificationCreatedSchema,
  type NotificationNew,
  type UserCard,
} from '@tribe/contracts';

/** The part of a received event from which a push is built. */
export interface Source<Desc extends DescMessage> {
  readonly id: string;
  readonly entityVersion: bigint;
  readonly data: MessageShape<Desc>;
}

/** The fields of every push. */
export const delivered = (event: Source<DescMessage>) => ({
  id: event.id,
  sequence: Number(event.entityVersion),
});
const publicUser = (user: UserCard | undefined) => ({
  username: user?.username ?? '',
  full_name: user?.fullName ?? '',
});
export const isoTime = (time: Timestamp | undefined) =>
  (time ? timestampDate(time) : new Date(0)).toISOString();

export function contributionUpdate(event: Source<typeof GoalContributionAddedSchema>): GoalUpdate {
  const { goal, contributor, amount } = event.data;
  return {
    ...delivered(event),
    goal_id: goal?.id ?? '',
    update_type: 'contribution',
    data: {
      user: publicUser(contributor),
      amount: Number(amount),
      new_progress: goal?.progressPercentage ?? 0,
    },
  };
}

export function completedUpdate(event: Source<typeof GoalCompletedSchema>): GoalUpdate {
  const { goal, completedBy, completedAt } = event.data;
  return {
    ...delivered(event),
    goal_id: goal?.id ?? '',
    update_type: 'completed',
    data: { user: publicUser(completedBy), completed_at: isoTime(completedAt) },
  };
}

/** A change of a goal without the user who made it. */
export function changedUpdate(
  event: Source<DescMessage> & { readonly data: { goal?: Goal } },
): GoalUpdate {
  const { goal } = event.data;
  const status = GoalStatus[goal?.status ?? GoalStatus.UNSPECIFIED].toLowerCase();
  return {
    ...delivered(event),
    goal_id: goal?.id ?? '',
    update_type: 'updated',
    data: { status, new_progress: goal?.progressPercentage ?? 0 },
  };
}

export function participantAddedUpdate(
  event: Source<typeof GoalParticipantAddedSchema>,
): GoalUpdate {
  const { goal, participant } = event.data;
  const data = { user_id: participant?.userId ?? '' };
  return { ...delivered(event), goal_id: goal?.id ?? '', update_type: 'participant_added', data };
}

export function participantRemovedUpdate(
  event: Source<typeof GoalParticipantRemovedSchema>,
): GoalUpdate {
  const { goal, userId } = event.data;
  return {
    ...delivered(event),
    goal_id: goal?.id ?? '',
    update_type: 'participant_removed',
    data: { user_id: userId },
  };
}

export function deletedUpdate(event: Source<typeof GoalDeletedSchema>): GoalUpdate {
  return { ...delivered(event), goal_id: event.data.goalId, update_type: 'deleted', data: {} };
}

export function notificationNew(event: Source<typeof NotificationCreatedSchema>): NotificationNew {
  const { id, title, message, notificationType, actionUrl, createdAt } = event.data;
  return {
    ...delivered(event),
    notification: {
      id,
      title,
      message,
      notification_type: notificationType,
      action_url: actionUrl ?? null,
      created_at: isoTime(createdAt),
    },
  };
}
