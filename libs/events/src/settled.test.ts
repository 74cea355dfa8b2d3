import { newId } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { consumersAreIdle, isSettled, outboxIsEmpty } from '.';
import { handling, updateGoal } from './test-services/test-services';
import { behave, startTestSystem, type TestSystem } from './test-services/test-system';

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem();
});
afterEach(behave);
afterAll(() => system.stop());

const databases = async () => [await system.tribe.db('goals'), await system.tribe.db('notifications')];
const settled = async () => isSettled({ databases: await databases(), jsm: system.jsm, durables: [system.durable] });

test('a system is not settled while a handler runs, and is settled after it', async () => {
  const arrived = Promise.withResolvers<void>();
  const mayFinish = Promise.withResolvers<void>();
  handling.misbehave = async () => {
    arrived.resolve();
    await mayFinish.promise;
  };
  await updateGoal(system.tribe.service('goals'), newId(), 1);
  await arrived.promise;
  expect([await settled(), await consumersAreIdle(system.jsm)]).toEqual([false, false]);
  mayFinish.resolve();
  await eventually(settled);
});

test('a system is not settled while an event waits for the broker', async () => {
  await eventually(settled);
  const [goalsDatabase] = await databases();
  if (!goalsDatabase) throw new Error('goals has a database');
  await system.tribe.nats.stop();
  await updateGoal(system.tribe.service('goals'), newId(), 1);
  expect(await outboxIsEmpty(goalsDatabase)).toBe(false);
  await system.tribe.nats.start();
  await eventually(settled);
});

test('a durable that should exist and does not is no sign of rest', async () => {
  await eventually(settled);
  expect(await consumersAreIdle(system.jsm, ['notifications-nobody-v1'])).toBe(false);
});
