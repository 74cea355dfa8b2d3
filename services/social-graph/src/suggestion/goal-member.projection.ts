import {
  type Goal,
  GoalCompletedSchema,
  GoalCreatedSchema,
  GoalDeletedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalSnapshottedSchema,
  GoalStatus,
  GoalUpdatedSchema,
  ParticipantRole,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { saveGoal } from './goal-member.queries';

const goalEvents = [
  GoalCreatedSchema,
  GoalUpdatedSchema,
  GoalCompletedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalDeletedSchema,
  GoalSnapshottedSchema,
] as const;

const openStatuses: readonly GoalStatus[] = [
  GoalStatus.NOT_STARTED,
  GoalStatus.ACTIVE,
  GoalStatus.PAUSED,
];

const roles: Readonly<Partial<Record<ParticipantRole, string>>> = {
  [ParticipantRole.CREATOR]: 'creator',
  [ParticipantRole.MEMBER]: 'member',
  [ParticipantRole.SUPPORTER]: 'supporter',
  [ParticipantRole.VIEWER]: 'viewer',
};

/**
 * The participants and the kinds of goals: participants of one goal may know each other, and friends may pursue the same
 * kind.
 */
@Consumer()
export class GoalMemberProjection {
  @OnEvent(goalEvents, { durable: 'social-graph-goal-members-v1', isBulk: true })
  async project(
    event: ReceivedEvent<(typeof goalEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const goal = event.is(GoalDeletedSchema) ? undefined : event.data.goal;

    const members = (goal?.participants ?? []).map(({ userId, role }) => ({
      userId,
      role: roles[role] ?? null,
    }));

    await saveGoal(tx.sql, {
      goalId: event.entityId,
      version: event.entityVersion,
      category: goal?.category?.trim() || null,
      isPublic: goal?.isPublic ?? false,
      isOpen: goal !== undefined && isOpen(goal),
      members,
    });
  }
}

function isOpen({ isArchived, status }: Goal): boolean {
  return !isArchived && openStatuses.includes(status);
}
