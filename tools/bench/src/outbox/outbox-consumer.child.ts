import { Module } from '@nestjs/common';
import { GoalUpdatedSchema } from '@tribe/contracts';
import { Consumer, eventsConfig, EventsModule, OnEvent, type ReceivedEvent } from '@tribe/events';
import { baseConfig, defineService, type Environment, startService } from '@tribe/service-kit';
import { ProbePrisma } from '@tribe/testing';
import { serve } from '../child';
import { now } from './clock';

let arrivals: [string, number][] = [];

@Consumer()
class OnGoalUpdatedConsumer {
  @OnEvent(GoalUpdatedSchema, { durable: 'notifications-goals-v1' })
  handle({ entityId }: ReceivedEvent<typeof GoalUpdatedSchema>): Promise<void> {
    arrivals.push([entityId, now()]);
    return Promise.resolve();
  }
}

@Module({ imports: [EventsModule], controllers: [OnGoalUpdatedConsumer] })
class NotificationsModule {}

const config = baseConfig.extend(eventsConfig.shape);
const notifications = defineService({
  name: 'notifications',
  module: NotificationsModule,
  config,
  prisma: ProbePrisma,
});

serve({
  start: async (env: Environment) => {
    await startService(notifications, { env });
  },
  count: () => arrivals.length,
  take: () => {
    const taken = arrivals;
    arrivals = [];
    return taken;
  },
});
