import { timestampDate } from '@bufbuild/protobuf/wkt';
import { GoalCompletedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { SystemMessages } from '../message/system-messages';
import type { Tx } from '../prisma.service';
import { lockGoalConversation } from './goal-conversation.queries';

/** Reports the completion of a goal in its conversation. */
@Consumer()
export class OnGoalCompletedConsumer {
  constructor(private readonly messages: SystemMessages) {}

  @OnEvent(GoalCompletedSchema, { durable: 'messaging-goal-completed-v1' })
  async handle(
    { id, data }: ReceivedEvent<typeof GoalCompletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { goal, completedBy, completedAt } = data;
    if (!goal || !completedBy || !completedAt) return;

    const conversation = await lockGoalConversation(tx, goal.id);
    // An event that is handled again must not reach a conversation that did not exist then.
    if (!conversation || conversation.createdAt > timestampDate(completedAt)) return;

    // The message has the id of the event, so that it is sent once, also when the inbox was lost.
    await this.messages.appendOnce(tx, id, conversation, {
      action: 'goal_completed',
      actor_id: completedBy.id,
      goal_id: goal.id,
      goal_title: goal.title,
    });
  }
}
