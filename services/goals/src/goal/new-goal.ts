import type { NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { type Caller, newId } from '@tribe/service-kit';
import { type GoalInvitation, Prisma } from '../generated/prisma/client';
import { statusByName } from './goal-fields';
import type { CreateGoalBody } from './goal.dto';
import { goalCreated, goalInvitationSent } from './goal.events';
import type { Goal } from './goal.queries';
import { impliedTargetType } from './goal.rules';
import { changedGoal } from './goal.writes';

const zero = new Prisma.Decimal(0);

/** Returns the events of a new goal and of the invitations to it, and the goal after them. */
export function announced(goal: Goal, creator: UserCard, inviteeIds: readonly string[]) {
  const now = goal.createdAt;
  const events: NewEvent[] = [goalCreated(goal, creator)];
  const invitations = inviteeIds.map((id) => newInvitation(goal, id));
  let last = goal;

  for (const invitation of invitations) {
    last = changedGoal(last, {}, now);
    events.push(goalInvitationSent(last, invitation, creator));
  }

  return { last, events, invitations };
}

function newInvitation(goal: Goal, inviteeId: string): GoalInvitation {
  return {
    id: newId(),
    goalId: goal.id,
    inviterId: goal.creatorId,
    inviteeId,
    role: 'member',
    status: 'pending',
    times: 1,
    createdAt: goal.createdAt,
    respondedAt: null,
  };
}

export function newGoal(
  { userId }: Pick<Caller, 'userId'>,
  body: CreateGoalBody,
  friendIds: readonly string[],
  now: Date,
): Goal {
  return {
    id: newId(),
    creatorId: userId,
    title: body.title,
    description: body.description ?? null,
    category: body.category ?? null,
    goalType: body.goal_type,
    ...targetOf(body),
    currentAmount: zero,
    imageUrl: body.image_url ?? null,
    status: statusByName[body.status],
    isPublic: body.is_public,
    startDate: body.start_date ? new Date(body.start_date) : null,
    priority: body.priority,
    ownerActiveAt: now,
    version: 1n,
    completedAt: null,
    archivedAt: null,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
    participants: [
      { userId, role: 'creator', contributionAmount: zero },
      ...friendIds.map(newMember),
    ],
    milestones: [],
  };
}

function targetOf(body: CreateGoalBody) {
  const targetAmount = body.target_amount ? new Prisma.Decimal(body.target_amount) : null;
  const targetDate = body.target_date ? new Date(body.target_date) : null;
  const targetType = body.target_type ?? impliedTargetType({ targetAmount, targetDate });

  return {
    targetType,
    targetAmount,
    targetDate,
    targetCurrency: body.target_currency,
    autoComplete: body.auto_complete ?? targetType === 'amount',
  };
}

function newMember(userId: string): Goal['participants'][number] {
  return { userId, role: 'member', contributionAmount: zero };
}
