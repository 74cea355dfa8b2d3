import { newId } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { listDeadLetters } from '..';
import {
  goals,
  handling,
  notifications,
  publishAll,
  updateGoal,
  updateOf,
} from '../test-services/services.test-support';
import {
  behave,
  startTestSystem,
  type TestSystem,
  upTo,
} from '../test-services/system.test-support';

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem({
    ownPostgres: true,
    env: { EVENT_MAX_TRIES: '2', EVENT_RETRY_DELAY_MS: '1' },
  });
});
afterEach(behave);
afterAll(() => system.stop());

const update = async (goalId: string, from: number, to: number) => {
  for (let version = from; version <= to; version++)
    await updateGoal(system.tribe.service('goals'), goalId, version);
};

test('broken connections during a handler never count as tries of its event', async () => {
  const goalId = newId();
  let attempts = 0;
  handling.misbehave = async ({ entityId }) => {
    if (entityId !== goalId) return;
    attempts += 1;
    if (attempts <= 4) await system.cut('notifications', 'notifications');
  };
  await update(goalId, 1, 3);
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(3)));
  expect(attempts).toBe(7);
  expect(await listDeadLetters(await system.tribe.db('notifications'))).toEqual([]);
});

test('a connection that breaks in the middle of a batch loses no event and repeats no effect', async () => {
  const goalIds = upTo(40).map(() => newId());
  let attempts = 0;
  handling.misbehave = async ({ entityId }) => {
    if (!goalIds.includes(entityId)) return;
    attempts += 1;
    if (attempts === 20) await system.cut('notifications', 'notifications');
  };
  await publishAll(
    system.tribe.service('goals'),
    goalIds.map((goalId) => updateOf(goalId, 1)),
  );
  await eventually(async () => {
    for (const goalId of goalIds) expect(await system.effectsOn(goalId)).toEqual([1]);
  });
  await system.tribe.settled();
  for (const goalId of goalIds) expect(await system.effectsOn(goalId)).toEqual([1]);
  expect(attempts).toBeGreaterThan(40);
  expect(await listDeadLetters(await system.tribe.db('notifications'))).toEqual([]);
});

test('events wait while Postgres is down and are handled once it is back', async () => {
  const goalId = newId();
  const killed = Promise.withResolvers<void>();
  let attempts = 0;
  handling.misbehave = async ({ entityId }) => {
    if (entityId !== goalId || ++attempts > 1) return;
    await system.tribe.postgres.kill();
    killed.resolve();
  };
  await update(goalId, 1, 1);
  await killed.promise;
  await system.tribe.postgres.start();
  await update(goalId, 2, 3);
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(3)));
  expect(await listDeadLetters(await system.tribe.db('notifications'))).toEqual([]);
});

test('every event takes effect once and in entity order while NATS, Postgres and connections are killed', async () => {
  const replicas = await Promise.all([
    system.tribe.startReplica(goals),
    system.tribe.startReplica(notifications),
  ]);
  const publishers = [system.tribe.service('goals'), replicas[0]];
  const goalIds = upTo(12).map(() => newId());
  let writing = goalIds.length;
  const writers = goalIds.map(async (goalId) => {
    for (const version of upTo(40)) {
      const publisher = publishers[version % 2] ?? replicas[0];
      // A write whose answer was lost may have been committed, so it is not repeated. The check below uses the versions
      // that exist.
      await updateGoal(publisher, goalId, version).catch(
        () => new Promise((resolve) => setTimeout(resolve, 50)),
      );
    }
    writing -= 1;
  });
  const disturb = async () => {
    for (let round = 0; writing > 0; round++) {
      if (round % 4 === 0) await system.tribe.nats.kill().then(() => system.tribe.nats.start());
      if (round % 4 === 1) await system.cut('notifications', '-consumers').catch(() => 0);
      if (round % 4 === 2) await system.tribe.postgres.restart();
      if (round % 4 === 3) await system.tribe.nats.wipe();
      await system.cut('goals', '-relay').catch(() => 0);
    }
  };
  await Promise.all([...writers, disturb()]);
  for (const goalId of goalIds) {
    const facts = await system.rows<{ version: string }>(
      'goals',
      'SELECT entity_version AS version FROM outbox WHERE entity_id = $1 ORDER BY position',
      [goalId],
    );
    const versions = facts.map(({ version }) => Number(version));
    expect(versions.length).toBeGreaterThan(0);
    await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(versions));
  }
  expect(await listDeadLetters(await system.tribe.db('notifications'))).toEqual([]);
});
