import { Module } from '@nestjs/common';
import {
  GoalCompletedSchema,
  GoalCreatedSchema,
  GoalSchema,
  GoalUpdatedSchema,
  UserRegisteredSchema,
} from '@tribe/contracts';
import { baseConfig, defineService } from '@tribe/service-kit';
import { startTribe } from '@tribe/testing';
import { Consumer, durablesOf, EventsModule, OnEvent } from '..';
import { durableConfig, durableOf } from './durable';

test('a service does not start when two handlers share a durable', async () => {
  @Consumer()
  class FirstConsumer {
    @OnEvent(GoalUpdatedSchema, { durable: 'realtime-goals-v1' })
    async handle(): Promise<void> {}
  }
  @Consumer()
  class SecondConsumer {
    @OnEvent(GoalCompletedSchema, { durable: 'realtime-goals-v1' })
    async handle(): Promise<void> {}
  }
  @Module({ imports: [EventsModule.withoutInbox()], controllers: [FirstConsumer, SecondConsumer] })
  class RealtimeModule {}
  const realtime = defineService({ name: 'realtime', module: RealtimeModule, config: baseConfig });
  await expect(startTribe({ services: [realtime], schemas: [] })).rejects.toThrow(
    'two handlers share the durable realtime-goals-v1',
  );
});

test('durablesOf lists the durables of an application', async () => {
  @Consumer()
  class OnGoalConsumer {
    @OnEvent([GoalUpdatedSchema, GoalCompletedSchema], { durable: 'realtime-goals-v2' })
    async handle(): Promise<void> {}
  }
  @Module({ imports: [EventsModule.withoutInbox()], controllers: [OnGoalConsumer] })
  class RealtimeModule {}
  const realtime = defineService({ name: 'realtime', module: RealtimeModule, config: baseConfig });
  const tribe = await startTribe({ services: [realtime], schemas: [] });
  expect(durablesOf(tribe.service('realtime').app)).toEqual([
    {
      durable: 'realtime-goals-v2',
      stream: 'GOALS',
      filter: 'tribe.goals.goal.>',
      subjects: ['tribe.goals.goal.completed.v1', 'tribe.goals.goal.updated.v1'],
    },
  ]);
  await tribe.stop();
});

test.each(['goals', 'Goals-v1', 'goals-v', 'goals.v1', 'goals-v1-'])(
  'durableOf refuses the name %s',
  (name) => {
    expect(() => durableOf(name, [GoalUpdatedSchema])).toThrow('must look like');
  },
);

test('durableOf refuses types of several owners, types that are not events, and an empty list', () => {
  expect(() => durableOf('mixed-v1', [GoalUpdatedSchema, UserRegisteredSchema])).toThrow(
    'several owners',
  );
  expect(() => durableOf('goals-v1', [GoalSchema])).toThrow('is not an event');
  expect(() => durableOf('nothing-v1', [])).toThrow('no event type');
});

test('a durable of several types filters on the subjects of their entity', () => {
  const durable = durableOf('goals-v1', [GoalCreatedSchema, GoalUpdatedSchema]);
  expect(durableConfig(durable, 1)).toMatchObject({ filter_subject: 'tribe.goals.goal.>' });
});

test('a durable of one type filters on its subject', () => {
  expect(durableOf('goals-v1', [GoalUpdatedSchema]).filterSubject).toBe(
    'tribe.goals.goal.updated.v1',
  );
});
