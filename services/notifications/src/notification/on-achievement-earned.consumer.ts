import { AchievementEarnedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { NotificationWriter } from './notification-writer';
import { draftAchievement } from './reward-drafts.rules';

@Consumer()
export class OnAchievementEarnedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent(AchievementEarnedSchema, { durable: 'notifications-achievements-v1' })
  async handle(
    event: ReceivedEvent<typeof AchievementEarnedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.write(tx, event.id, draftAchievement(event.data, event.entityId));
  }
}
