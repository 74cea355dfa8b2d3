import { newId } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { realtime, watching } from '../test-services/direct-services.test-support';
import {
  goals,
  publishAll,
  schemas,
  updateGoal,
  updateOf,
} from '../test-services/services.test-support';
import { startTestSystem, type TestSystem, upTo } from '../test-services/system.test-support';

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem({ services: [goals, realtime], schemas: schemas.slice(0, 1) });
});
afterEach(() => {
  watching.misbehave = () => undefined;
});
afterAll(() => system.stop());

const versionsSeen = (goalId: string) =>
  watching.seen
    .filter(({ entityId }) => entityId === goalId)
    .map(({ entityVersion }) => Number(entityVersion));

test('events reach the handler in order without a database', async () => {
  const goalId = newId();
  await publishAll(
    system.tribe.service('goals'),
    upTo(30).map((version) => updateOf(goalId, version)),
  );
  await system.tribe.settled();
  expect(versionsSeen(goalId)).toEqual(upTo(30));
});

test('each event goes to one of two replicas', async () => {
  const replica = await system.tribe.startReplica(realtime);
  const goalIds = upTo(50).map(() => newId());
  await publishAll(
    system.tribe.service('goals'),
    goalIds.map((goalId) => updateOf(goalId, 1)),
  );
  await system.tribe.settled();
  expect(goalIds.map(versionsSeen)).toEqual(goalIds.map(() => [1]));
  await replica.stop();
});

test('events older than maxAgeMs are skipped', async () => {
  const goalId = newId();
  await publishAll(system.tribe.service('goals'), [
    { ...updateOf(goalId, 1), occurredAt: new Date(Date.now() - 61_000) },
    updateOf(goalId, 2),
  ]);
  await system.tribe.settled();
  expect(versionsSeen(goalId)).toEqual([2]);
});

test('an event that always fails is dropped after the last try, and later events are handled', async () => {
  const goalId = newId();
  let tries = 0;
  watching.misbehave = ({ entityId, entityVersion }) => {
    if (entityId !== goalId || entityVersion !== 1n) return;
    tries += 1;
    throw new Error('poison');
  };
  await updateGoal(system.tribe.service('goals'), goalId, 1);
  await updateGoal(system.tribe.service('goals'), goalId, 2);
  await system.tribe.settled();
  expect([tries, versionsSeen(goalId)]).toEqual([5, [2]]);
});

test('consuming resumes after the broker lost all its data', async () => {
  const goalId = newId();
  await system.tribe.nats.wipe();
  await updateGoal(system.tribe.service('goals'), goalId, 1);
  await eventually(() => expect(versionsSeen(goalId)).toEqual([1]));
});
