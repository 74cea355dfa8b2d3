import { GoalCompletedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { draftGoalCompleted } from './notification-drafts.rules';
import { NotificationWriter } from './notification-writer';

@Consumer()
export class OnGoalCompletedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent(GoalCompletedSchema, { durable: 'notifications-goal-completed-v1' })
  async handle(
    event: ReceivedEvent<typeof GoalCompletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.write(tx, event.id, draftGoalCompleted(event.data));
  }
}
