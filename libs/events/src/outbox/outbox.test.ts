import { GoalUpdatedSchema, UserRegisteredSchema } from '@tribe/contracts';
import { newId, Transactions } from '@tribe/service-kit';
import { eventually, within } from '@tribe/testing';
import { eventOf, EventPublisher } from '..';
import { goals, type Tx, updateGoal, updateOf } from '../test-services/services.test-support';
import { startTestSystem, type TestSystem, upTo } from '../test-services/system.test-support';
import { relayLock } from './outbox.queries';

/** How long ten events would take if each waited for a poll. */
const tenPollsMs = 10_000;
let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system.stop());

const publisher = () => system.tribe.service('goals').app.get(EventPublisher);
const transactions = () => system.tribe.service('goals').app.get<Transactions<Tx>>(Transactions);
const messagesIn = async (stream: string) => (await system.jsm.streams.info(stream)).state.messages;

test('events of a failed transaction are never published', async () => {
  const goalId = newId();
  const failing = transactions().run(async (tx) => {
    await publisher().publish(tx, updateOf(goalId, 1));
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual([]);
});

test('the events of one publish call keep their order', async () => {
  const goalId = newId();
  await transactions().run((tx) =>
    publisher().publish(
      tx,
      upTo(60).map((version) => updateOf(goalId, version)),
    ),
  );
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual(upTo(60));
});

test('a message in the stream is a CloudEvent whose id is the id of the outbox row', async () => {
  const goalId = newId();
  await updateGoal(system.tribe.service('goals'), goalId, 7);
  await system.tribe.settled();
  const [row] = await system.rows<{ id: string; stream_seq: string }>(
    'goals',
    'SELECT id, stream_seq FROM outbox WHERE entity_id = $1',
    [goalId],
  );
  const message = await system.jsm.streams.getMessage('GOALS', { seq: Number(row?.stream_seq) });
  const header = (name: string) => message?.header.get(name);
  expect(message?.subject).toBe('tribe.goals.goal.updated.v1');
  expect([header('ce-specversion'), header('ce-type')]).toEqual([
    '1.0',
    'tribe.goals.goal.updated.v1',
  ]);
  expect([
    header('ce-id'),
    header('Nats-Msg-Id'),
    header('ce-subject'),
    header('ce-entityversion'),
  ]).toEqual([row?.id, row?.id, goalId, '7']);
});

test('publish refuses an event that belongs to another service', async () => {
  const event = eventOf(UserRegisteredSchema, { entityId: newId(), entityVersion: 1, data: {} });
  await expect(transactions().run((tx) => publisher().publish(tx, event))).rejects.toThrow(
    'belongs to identity',
  );
});

test('publish refuses an event that is too large for the broker', async () => {
  const event = eventOf(GoalUpdatedSchema, {
    entityId: newId(),
    entityVersion: 1,
    data: { updatedBy: 'x'.repeat(600_000) },
  });
  await expect(transactions().run((tx) => publisher().publish(tx, event))).rejects.toThrow(
    'at most 524288',
  );
});

test('a row that commits late is published after later rows were published', async () => {
  const slow = newId();
  const fast = newId();
  const written = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const late = transactions().run(async (tx) => {
    await publisher().publish(tx, updateOf(slow, 1));
    written.resolve();
    await mayCommit.promise;
  });
  await written.promise;
  await updateGoal(system.tribe.service('goals'), fast, 1);
  await eventually(async () => expect(await system.effectsOn(fast)).toEqual([1]));
  mayCommit.resolve();
  await late;
  await system.tribe.settled();
  expect(await system.effectsOn(slow)).toEqual([1]);
});

test('a row published again within the duplicate window is stored once', async () => {
  const goalId = newId();
  await updateGoal(system.tribe.service('goals'), goalId, 1);
  await system.tribe.settled();
  const before = await messagesIn('GOALS');
  // Simulates a relay that died between the acknowledgement and the write-back.
  await system.rows(
    'goals',
    'UPDATE outbox SET published_at = NULL, stream_seq = NULL WHERE entity_id = $1',
    [goalId],
  );
  await updateGoal(system.tribe.service('goals'), goalId, 2);
  await system.tribe.settled();
  expect(await messagesIn('GOALS')).toBe(before + 1);
  expect(await system.effectsOn(goalId)).toEqual([1, 2]);
});

test('events written while NATS is down are published after the service restarts', async () => {
  const goalId = newId();
  await system.tribe.nats.stop();
  await updateGoal(system.tribe.service('goals'), goalId, 1);
  await updateGoal(system.tribe.service('goals'), goalId, 2);
  await system.tribe.stopService('goals');
  await system.tribe.nats.start();
  await system.tribe.startService('goals');
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual([1, 2]);
});

test('a commit wakes the relay before its next poll', async () => {
  await within(tenPollsMs / 2, async () => {
    const goalId = newId();
    return async () => {
      for (const version of upTo(10)) {
        await updateGoal(system.tribe.service('goals'), goalId, version);
        await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(version)));
      }
    };
  });
});

test('a commit is published before the next poll although another relay held the lock when it was made', async () => {
  const other = await system.tribe.db('goals');
  const roundsSince = `SELECT FROM pg_stat_activity
    WHERE application_name = 'goals-relay' AND query = 'COMMIT' AND xact_start IS NULL AND state_change > $1`;
  const publish = async (goalId: string, version: number) => {
    await other.query(`SELECT pg_advisory_lock(${relayLock})`);
    const {
      rows: [{ now }],
    } = await other.query('SELECT clock_timestamp() AS now');
    await updateGoal(system.tribe.service('goals'), goalId, version);
    await eventually(async () => expect((await other.query(roundsSince, [now])).rowCount).toBe(1));
    await other.query(`SELECT pg_advisory_unlock(${relayLock})`);
    await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(version)));
  };

  await within(tenPollsMs / 2, async () => {
    const goalId = newId();
    return async () => {
      for (const version of upTo(10)) await publish(goalId, version);
    };
  });
});

test('two relays publish every event once and in order', async () => {
  const replica = await system.tribe.startReplica(goals);
  const before = await messagesIn('GOALS');
  const goalIds = upTo(5).map(() => newId());
  const writers = goalIds.map(async (goalId) => {
    for (const version of upTo(40))
      await updateGoal(version % 2 ? system.tribe.service('goals') : replica, goalId, version);
  });
  await Promise.all(writers);
  await system.tribe.settled();
  expect(await messagesIn('GOALS')).toBe(before + 200);
  for (const goalId of goalIds) expect(await system.effectsOn(goalId)).toEqual(upTo(40));
});

test('a relay that lost its connection to Postgres continues publishing', async () => {
  const goalId = newId();
  expect(await system.cut('goals', '-relay')).toBeGreaterThan(0);
  await updateGoal(system.tribe.service('goals'), goalId, 1);
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual([1]);
});
