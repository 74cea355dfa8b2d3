import { GoalContributionAddedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { draftContribution } from './notification-drafts.rules';
import { NotificationWriter } from './notification-writer';

@Consumer()
export class OnGoalContributionAddedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent(GoalContributionAddedSchema, { durable: 'notifications-goal-contribution-added-v1' })
  async handle(
    event: ReceivedEvent<typeof GoalContributionAddedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.write(tx, event.id, draftContribution(event.data));
  }
}
