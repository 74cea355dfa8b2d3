import {
  GoalCompletedSchema,
  GoalDeletedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalSnapshottedSchema,
  GoalUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { recountGoals, saveOutcome } from './goal-outcome.queries';
import { achieversOf } from './goal-outcome.rules';

/** The events that can change which users achieved a goal. */
const goalEvents = [
  GoalCompletedSchema,
  GoalUpdatedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalDeletedSchema,
  GoalSnapshottedSchema,
] as const;
type GoalEvent = ReceivedEvent<(typeof goalEvents)[number]>;

/**
 * Keeps the number of goals that users achieved. It is counted anew each time, never added up, so that it stays right after
 * a replay, and when a goal is reopened.
 */
@Consumer()
export class OnGoalChangedConsumer {
  @OnEvent(goalEvents, { durable: 'identity-goal-outcomes-v1' })
  async handle(event: GoalEvent, { tx }: ConsumerContext<Tx>): Promise<void> {
    const { entityId, entityVersion } = event;
    const userIds = await saveOutcome(tx, entityId, achieversAfter(event), entityVersion);
    if (userIds.length > 0) await recountGoals(tx, userIds);
  }
}

function achieversAfter(event: GoalEvent): string[] {
  if (event.is(GoalDeletedSchema)) return [];
  const { goal } = event.data;
  if (!goal) throw new Error('the event carries no goal');

  return achieversOf(goal);
}
