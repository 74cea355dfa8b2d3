import { Injectable, Module } from '@nestjs/common';
import { GoalUpdatedSchema } from '@tribe/contracts';
import { baseConfig, defineService, Logger, Nats, newId } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { EphemeralSubscription, EventsModule, WatchesEvents } from '.';
import { PrismaService, schemas, updateGoal } from './test-services/services.test-support';
import { startTestSystem, type TestSystem, upTo } from './test-services/system.test-support';

@WatchesEvents(GoalUpdatedSchema)
@Injectable()
class GoalWatch {}

@Module({ imports: [EventsModule], providers: [GoalWatch] })
class GoalsModule {}

const goals = defineService({
  name: 'goals',
  module: GoalsModule,
  config: baseConfig,
  prisma: PrismaService,
});

let system: TestSystem;
let goalId: string;
let subscription: EphemeralSubscription<typeof GoalUpdatedSchema>;
let versions: number[];

const subscribe = (since: () => Date) => {
  const { app } = system.tribe.service('goals');
  const nats = app.get(Nats);
  const seen: number[] = [];
  versions = seen;
  subscription = new EphemeralSubscription({
    nats,
    logger: app.get(Logger),
    schema: GoalUpdatedSchema,
    since,
    onEvent: (event) => {
      if (event.entityId === goalId) seen.push(Number(event.entityVersion));
    },
  });
  subscription.start();
};
const update = (version: number) => updateGoal(system.tribe.service('goals'), goalId, version);
const sees = (expected: number[]) =>
  eventually(() => expect([...new Set(versions)]).toEqual(expected));

beforeAll(async () => {
  system = await startTestSystem({ services: [goals], schemas: schemas.slice(0, 1) });
});
beforeEach(() => {
  goalId = newId();
});
afterEach(() => subscription.stop());
afterAll(() => system.stop());

test('reads events since the given time and continues with new ones', async () => {
  await update(1);
  await system.tribe.settled();
  const since = new Date();
  await update(2);
  subscribe(() => since);
  await sees([2]);
  await update(3);
  await sees([2, 3]);
});

test('isUpToDate resolves to true once all earlier events were read, and to false at the deadline', async () => {
  subscribe(() => new Date(Date.now() + 60_000));
  expect(await subscription.isUpToDate(5_000)).toBe(true);
  await subscription.stop();
  for (let version = 1; version <= 3; version++) await update(version);
  await system.tribe.settled();
  subscribe(() => new Date(Date.now() - 60_000));
  expect(await subscription.isUpToDate(5_000)).toBe(true);
  expect(versions).toEqual(upTo(3));
  await subscription.stop();
  await system.tribe.nats.stop();
  subscribe(() => new Date());
  expect(await subscription.isUpToDate(50)).toBe(false);
  await system.tribe.nats.start();
});

test('continues after the broker restarts and after the broker loses all its data', async () => {
  subscribe(() => new Date(Date.now() - 60_000));
  await update(1);
  await sees([1]);
  await system.tribe.nats.kill();
  await system.tribe.nats.start();
  await update(2);
  await sees([1, 2]);
  await system.tribe.nats.wipe();
  await update(3);
  await sees(upTo(3));
});

test('leaves no consumer on the server after it stops', async () => {
  subscribe(() => new Date());
  const consumers = async () => (await system.jsm.consumers.list('GOALS').next()).length;
  await eventually(async () => expect(await consumers()).toBe(1));
  await subscription.stop();
  await eventually(async () => expect(await consumers()).toBe(0));
});
