import {
  GoalCompletedSchema,
  GoalCreatedSchema,
  GoalDeletedSchema,
  GoalHandedOverSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalSnapshottedSchema,
  GoalUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { upsertGoalCard } from './goal-card.queries';

const goalEvents = [
  GoalCreatedSchema,
  GoalUpdatedSchema,
  GoalCompletedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalHandedOverSchema,
  GoalDeletedSchema,
  GoalSnapshottedSchema,
] as const;

/** The titles and participants of goals, which posts can name. */
@Consumer()
export class GoalCardProjection {
  @OnEvent([...goalEvents], { durable: 'feed-goal-cards-v1', isBulk: true })
  async project(
    event: ReceivedEvent<(typeof goalEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const goal = event.is(GoalDeletedSchema) ? undefined : event.data.goal;

    await upsertGoalCard(tx.sql, {
      goalId: event.entityId,
      title: goal?.title ?? '',
      isDeleted: goal === undefined,
      participantIds: goal?.participants.map(({ userId }) => userId) ?? [],
      isPublic: goal?.isPublic ?? false,
      version: event.entityVersion,
    });
  }
}
