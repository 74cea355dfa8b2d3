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
import { markStale } from './suggestion.queries';

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

/** Who takes part in which goal, and what kind of goal it is: people who may know each other, or do the same. */
@Consumer()
export class GoalMemberProjection {
  @OnEvent(goalEvents, { durable: 'social-graph-goal-members-v1' })
  async project(
    event: ReceivedEvent<(typeof goalEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const goal = event.is(GoalDeletedSchema) ? undefined : event.data.goal;
    const { entityId: goalId, entityVersion: version } = event;
    const isOpen = goal !== undefined && !goal.isArchived && openStatuses.includes(goal.status);
    // An older version never overwrites a newer one, so order and repetition of events do not matter.
    const changed = await tx.sql.execute(
      'goal_member_project',
      `INSERT INTO known_goals AS known (goal_id, version, category, is_public, is_open)
      VALUES ($1::uuid, $2, $3, $4, $5)
      ON CONFLICT (goal_id) DO UPDATE
        SET version = excluded.version, category = excluded.category, is_public = excluded.is_public,
            is_open = excluded.is_open
        WHERE known.version <= excluded.version`,
      [goalId, version, goal?.category?.trim() || null, goal?.isPublic ?? false, isOpen],
    );
    if (changed > 0) await saveMembers(tx, goalId, goal?.participants ?? []);
  }
}

async function saveMembers(
  tx: Tx,
  goalId: string,
  participants: Goal['participants'],
): Promise<void> {
  const former = (
    await tx.goalMember.findMany({ where: { goalId }, select: { userId: true } })
  ).map(({ userId }) => userId);
  const members = participants.map(({ userId }) => userId);
  await tx.goalMember.deleteMany({ where: { goalId, userId: { notIn: members } } });
  await tx.sql.execute(
    'goal_member_former',
    `INSERT INTO goal_members (goal_id, user_id, role)
    SELECT $1::uuid, user_id, role
      FROM unnest($2::uuid[], $3::text[]) AS m (user_id, role)
    ON CONFLICT (user_id, goal_id) DO UPDATE SET role = excluded.role`,
    [goalId, members, participants.map(({ role }) => roles[role] ?? null)],
  );
  const isSame =
    former.length === members.length && former.every((userId) => members.includes(userId));
  // Whom they meet changes for everybody in it, when somebody comes or goes.
  if (!isSame) await markStale(tx, [...members, ...former]);
}
