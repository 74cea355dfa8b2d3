import {
  GoalCreatedSchema,
  GoalDeletedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalSnapshottedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { markStale } from './suggestion.queries';

const goalEvents = [
  GoalCreatedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalDeletedSchema,
  GoalSnapshottedSchema,
] as const;

/** Who takes part in which goal: people who may know each other. */
@Consumer()
export class GoalMemberProjection {
  @OnEvent(goalEvents, { durable: 'social-graph-goal-members-v1' })
  async project(event: ReceivedEvent<(typeof goalEvents)[number]>, { tx }: ConsumerContext<Tx>): Promise<void> {
    const members = event.is(GoalDeletedSchema)
      ? []
      : (event.data.goal?.participants.map(({ userId }) => userId) ?? []);
    const { entityId: goalId, entityVersion: version } = event;
    // An older version never overwrites a newer one, so order and repetition of events do not matter.
    const changed = await tx.$executeRaw`
      INSERT INTO known_goals AS known (goal_id, version) VALUES (${goalId}::uuid, ${version})
      ON CONFLICT (goal_id) DO UPDATE SET version = excluded.version WHERE known.version <= excluded.version`;
    if (changed === 0) return;
    const former = await tx.goalMember.findMany({ where: { goalId }, select: { userId: true } });
    await tx.goalMember.deleteMany({ where: { goalId, userId: { notIn: members } } });
    await tx.goalMember.createMany({ data: members.map((userId) => ({ userId, goalId })), skipDuplicates: true });
    await markStale(tx, [...members, ...former.map(({ userId }) => userId)]);
  }
}
