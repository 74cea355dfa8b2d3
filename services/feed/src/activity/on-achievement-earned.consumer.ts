import { timestampDate } from '@bufbuild/protobuf/wkt';
import { AchievementEarnedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { Activities } from './activities';

/** Records that users have earned achievements. */
@Consumer()
export class OnAchievementEarnedConsumer {
  constructor(private readonly activities: Activities) {}

  @OnEvent(AchievementEarnedSchema, { durable: 'feed-achievements-v1' })
  async handle(
    { id, data, occurredAt }: ReceivedEvent<typeof AchievementEarnedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { achievement, userId, earnedAt } = data;
    if (!achievement) return;

    await this.activities.record(tx, {
      id,
      activityType: 'achievement_earned',
      actorId: userId,
      goalId: null,
      subjectId: achievement.id,
      title: achievement.name,
      iconUrl: achievement.iconUrl ?? null,
      points: achievement.points,
      happenedAt: earnedAt ? timestampDate(earnedAt) : occurredAt,
    });
  }
}
