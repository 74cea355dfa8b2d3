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

/** Everything that can change who achieved a goal. */
const goalEvents = [
  GoalCompletedSchema,
  GoalUpdatedSchema,
  GoalParticipantAddedSchema,
  GoalParticipantRemovedSchema,
  GoalDeletedSchema,
  GoalSnapshottedSchema,
] as const;

/** Keeps the number of goals people achieved: recounted, never added up, so that replays and reopened goals stay right. */
@Consumer()
export class OnGoalChangedConsumer {
  @OnEvent(goalEvents, { durable: 'identity-goal-outcomes-v1' })
  async handle(
    event: ReceivedEvent<(typeof goalEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const touched = await saveOutcome(
      tx,
      event.entityId,
      achieversAfter(event),
      event.entityVersion,
    );
    if (touched.length > 0) await recountGoals(tx, touched);
  }
}

function achieversAfter(event: ReceivedEvent<(typeof goalEvents)[number]>): string[] {
  if (event.is(GoalDeletedSchema)) return [];
  const { goal } = event.data;
  if (!goal) throw new Error('the event carries no goal');
  return achieversOf(goal);
}
