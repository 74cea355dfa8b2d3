import { GoalContributionCorrectedSchema, MilestoneAchievedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { draftCorrection, draftMilestone } from './goal-drafts.rules';
import { NotificationWriter } from './notification-writer';

const handledEvents = [MilestoneAchievedSchema, GoalContributionCorrectedSchema] as const;

@Consumer()
export class OnGoalProgressConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent([...handledEvents], { durable: 'notifications-goal-progress-v1' })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const drafts = event.is(MilestoneAchievedSchema)
      ? draftMilestone(event.data)
      : draftCorrection(event.data);
    await this.writer.write(tx, event.id, drafts);
  }
}
