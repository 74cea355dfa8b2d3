import { Module } from '@nestjs/common';
import { GoalUpdatedSchema } from '@tribe/contracts';
import { baseConfig, defineService } from '@tribe/service-kit';
import { Consumer, eventsConfig, EventsModule, OnEvent, type ReceivedEvent } from '..';

/** A service without a database, for tests of consuming without an inbox. */

/** Events that the handler saw, and a hook that runs before an event counts as handled. */
export const watching = {
  seen: [] as ReceivedEvent[],
  misbehave: (_event: ReceivedEvent): Promise<void> | void => undefined,
};

@Consumer()
class OnGoalUpdatedConsumer {
  @OnEvent(GoalUpdatedSchema, { durable: 'realtime-goals-v1' })
  async handle(event: ReceivedEvent<typeof GoalUpdatedSchema>): Promise<void> {
    await watching.misbehave(event);
    watching.seen.push(event);
  }
}

@Module({
  imports: [EventsModule.withoutInbox({ maxAgeMs: 60_000 })],
  controllers: [OnGoalUpdatedConsumer],
})
class RealtimeModule {}

export const realtime = defineService({
  name: 'realtime',
  module: RealtimeModule,
  config: baseConfig.extend(eventsConfig.shape),
});
