import { Prisma } from '../generated/prisma/client';
import type { Goal, Milestone } from '../goal/goal.queries';
import type { CreateMilestoneBody, UpdateMilestoneBody } from './milestone.dto';

export function newMilestone(
  goal: Goal,
  body: CreateMilestoneBody,
  { id, now }: { id: string; now: Date },
): Milestone {
  return {
    id,
    goalId: goal.id,
    title: body.title,
    description: body.description ?? null,
    targetValue: decimalOf(body.target_value ?? null),
    achievedAt: null,
    achievedBy: null,
    announcedAt: null,
    orderIndex: body.order_index ?? goal.milestones.length,
    createdAt: now,
    updatedAt: now,
  };
}

/** Returns a milestone with the fields of a merge patch, except whether it is achieved. */
export function patchedMilestone(milestone: Milestone, body: UpdateMilestoneBody): Milestone {
  const { title, description, target_value: value, order_index: orderIndex } = body;
  return {
    ...milestone,
    title: title ?? milestone.title,
    description: description === undefined ? milestone.description : description,
    targetValue: value === undefined ? milestone.targetValue : decimalOf(value),
    orderIndex: orderIndex ?? milestone.orderIndex,
  };
}

function decimalOf(value: number | null): Prisma.Decimal | null {
  return value === null ? null : new Prisma.Decimal(value);
}
