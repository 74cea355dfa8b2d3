import {
  GoalCreatedSchema,
  GoalParticipantAddedSchema,
  UserRegisteredSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { recordGoals } from './digest-mail.queries';

const goalEvents = [GoalCreatedSchema, GoalParticipantAddedSchema] as const;

/** Keeps the users who registered a short time ago, and whether they have a goal. The events may arrive in any order. */
@Consumer()
export class FirstGoalProjection {
  @OnEvent(UserRegisteredSchema, { durable: 'notifications-first-goal-users-v1' })
  async add(
    { entityId: userId, occurredAt: registeredAt }: ReceivedEvent<typeof UserRegisteredSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await tx.firstGoalCandidate.createMany({
      data: [{ userId, registeredAt }],
      skipDuplicates: true,
    });
  }

  @OnEvent([...goalEvents], { durable: 'notifications-first-goals-v1', isBulk: true })
  async exclude(
    { data, occurredAt }: ReceivedEvent<(typeof goalEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const userIds = data.goal?.participants.map(({ userId }) => userId) ?? [];
    await recordGoals(tx.sql, userIds, occurredAt);
  }
}
