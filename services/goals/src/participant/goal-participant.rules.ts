import {
  allow,
  type Change,
  change,
  type Permission,
  type Refusal,
  refuse,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { Goal } from '../goal/goal.queries';

/** Decides whether a user can become a participant of a goal. */
export function decideParticipant(
  goal: Pick<Goal, 'goalType' | 'participants'>,
  user: { userId: string; isFriend: boolean; asksFirst: boolean },
  maxParticipants: number,
): Permission {
  const { goalType, participants } = goal;
  if (goalType === 'individual') return refuse(errors.GOAL_NOT_GROUP);
  if (participants.some(({ userId }) => userId === user.userId))
    return refuse(errors.GOAL_PARTICIPANT_EXISTS);
  if (!user.isFriend) return refuse(errors.PARTICIPANT_NOT_A_FRIEND);
  if (user.asksFirst) return refuse(errors.PARTICIPANT_ASKS_FIRST);
  if (participants.length >= maxParticipants) return refuse(errors.GOAL_FULL);

  return allow;
}

/** Decides the remaining participants when a participant leaves or is removed. A creator cannot leave alone. */
export function decideRemoval(
  { creatorId, participants }: Pick<Goal, 'creatorId' | 'participants'>,
  removedId: string,
): Change<Goal['participants']> | Refusal {
  if (removedId === creatorId) return refuse(errors.GOAL_CREATOR_CANNOT_LEAVE);
  const remaining = participants.filter(({ userId }) => userId !== removedId);
  if (remaining.length === participants.length) return refuse(errors.GOAL_PARTICIPANT_NOT_FOUND);

  return change(remaining);
}
