import {
  allow,
  change,
  dayMs,
  type Decision,
  keep,
  type Permission,
  refuse,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { InvitationStatus } from '../generated/prisma/enums';
import type { Goal } from '../goal/goal.queries';

/** How often a user can be invited to a goal. */
const maxTimes = 3;

export interface InvitationLimits {
  readonly maxParticipants: number;
  readonly perDay: number;
}

/** The facts that decide about an invitation, besides the goal. */
export interface InvitationFacts {
  readonly inviteeId: string;
  /** A friend who is added directly is not limited. */
  readonly isAddedDirectly: boolean;
  /** The last invitation of this user to this goal. */
  readonly last:
    | { readonly status: InvitationStatus; readonly times: number; readonly createdAt: Date }
    | undefined;
  /** The open invitations to the goal, including declined ones. */
  readonly open: number;
  /** The invitations that the inviter sent in the last 24 hours, and the oldest of them. */
  readonly recent: { readonly count: number; readonly oldest: Date | null };
  readonly now: Date;
}

/**
 * Decides whether a user can be invited. A declined invitation looks pending to the owner. One that was withdrawn can be
 * repeated after a day, at most {@link maxTimes} times.
 */
export function decideInvitation(
  { goalType, participants }: Pick<Goal, 'goalType' | 'participants'>,
  facts: InvitationFacts,
  { maxParticipants, perDay }: InvitationLimits,
): Permission {
  const { inviteeId, isAddedDirectly, last, open, now } = facts;
  if (goalType === 'individual') return refuse(errors.GOAL_NOT_GROUP);
  if (participants.some(({ userId }) => userId === inviteeId))
    return refuse(errors.GOAL_PARTICIPANT_EXISTS);
  if (participants.length >= maxParticipants) return refuse(errors.GOAL_FULL);
  if (isAddedDirectly) return allow;

  if (last?.status === 'pending' || last?.status === 'declined')
    return refuse(errors.GOAL_INVITATION_EXISTS);
  if (participants.length + open >= maxParticipants) return refuse(errors.GOAL_FULL);

  const waitMs = freeAt(facts, perDay) - now.getTime();

  return waitMs <= 0
    ? allow
    : refuse(errors.GOAL_INVITATION_LIMIT_REACHED, {
        retryAfterSeconds: Math.ceil(waitMs / 1_000),
      });
}

/** Decides the end of an open invitation. To the owner, a declined invitation is open. */
export function decideEnd(
  status: InvitationStatus,
  end: 'declined' | 'withdrawn',
): Decision<'declined' | 'withdrawn'> {
  if (status === end) return keep;
  const isOpen = status === 'pending' || (status === 'declined' && end === 'withdrawn');

  return isOpen ? change(end) : refuse(errors.GOAL_INVITATION_NOT_FOUND);
}

/** Decides whether an invitee, or a stranger of a public goal, becomes a participant. */
export function decideJoin(
  { goalType, participants }: Pick<Goal, 'goalType' | 'participants'>,
  userId: string,
  maxParticipants: number,
): Permission {
  if (participants.some((participant) => participant.userId === userId))
    return refuse(errors.GOAL_PARTICIPANT_EXISTS);
  if (goalType === 'individual') return refuse(errors.GOAL_NOT_GROUP);

  return participants.length >= maxParticipants ? refuse(errors.GOAL_FULL) : allow;
}

/** Returns when the limits permit the next invitation, in milliseconds since 1970. */
function freeAt({ last, recent, now }: InvitationFacts, perDay: number): number {
  const repeatedAt = last ? last.createdAt.getTime() + dayMs : 0;
  const limitedUntil =
    recent.count >= perDay && recent.oldest ? recent.oldest.getTime() + dayMs : 0;
  const isExhausted = last !== undefined && last.times >= maxTimes;

  return Math.max(repeatedAt, limitedUntil, isExhausted ? now.getTime() + dayMs : 0);
}
