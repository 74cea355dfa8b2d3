import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { newId } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { updateGoal } from '../test-services/services.test-support';
import { startTestSystem, type TestSystem, upTo } from '../test-services/system.test-support';

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system.stop());

const update = async (goalId: string, from: number, to: number) => {
  for (let version = from; version <= to; version++)
    await updateGoal(system.tribe.service('goals'), goalId, version);
};

const versionsInStream = async (goalId: string): Promise<number[]> => {
  const { state } = await system.jsm.streams.info('GOALS');
  const versions: number[] = [];
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
    const message = await system.jsm.streams.getMessage('GOALS', { seq });
    if (message?.header.get('ce-subject') === goalId)
      versions.push(Number(message.header.get('ce-entityversion')));
  }
  return versions;
};

const storeOf = (part: string) =>
  path.join(system.tribe['servers'].folder, 'nats/jetstream/jetstream/STREAMS/streams/GOALS', part);

test('a broker that lost its disk is refilled without repeated effects', async () => {
  const goalId = newId();
  await update(goalId, 1, 5);
  await system.tribe.settled();
  await system.tribe.nats.wipe();
  await eventually(async () => expect(await versionsInStream(goalId)).toEqual(upTo(5)));
  await update(goalId, 6, 7);
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual(upTo(7));
});

test('events published but not handled before the broker lost its disk are handled', async () => {
  const goalId = newId();
  await system.tribe.stopService('notifications');
  await update(goalId, 1, 5);
  await eventually(async () => expect(await versionsInStream(goalId)).toEqual(upTo(5)));
  await system.tribe.nats.wipe();
  await system.tribe.startService('notifications');
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(5)));
});

test('a deleted stream is refilled once it exists again', async () => {
  const goalId = newId();
  await update(goalId, 1, 3);
  await system.tribe.settled();
  await system.jsm.streams.delete('GOALS');
  await update(goalId, 4, 4);
  await system.tribe.nats.keepStreams();
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(4)));
  expect(await versionsInStream(goalId)).toEqual(upTo(4));
});

test('a deleted durable is restored without repeated effects', async () => {
  const goalId = newId();
  await update(goalId, 1, 3);
  await system.tribe.settled();
  await system.jsm.consumers.delete('GOALS', system.durable);
  await update(goalId, 4, 6);
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(6)));
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual(upTo(6));
});

/** Restores an earlier state of the stream's files, as after a power loss before a flush. */
async function loseTail(parts: string[], goalId: string): Promise<void> {
  await update(goalId, 1, 5);
  await system.tribe.settled();
  await system.tribe.nats.stop();
  for (const part of parts) cpSync(storeOf(part), `${storeOf(part)}.copy`, { recursive: true });
  await system.tribe.nats.start();
  await update(goalId, 6, 10);
  await system.tribe.settled();
  await system.tribe.nats.stop();
  for (const part of parts) {
    rmSync(storeOf(part), { recursive: true });
    cpSync(`${storeOf(part)}.copy`, storeOf(part), { recursive: true });
    rmSync(`${storeOf(part)}.copy`, { recursive: true });
  }
}

test('a stream that lost its tail is refilled in order before new events are published', async () => {
  const goalId = newId();
  await loseTail(['msgs', 'obs'], goalId);
  await update(goalId, 11, 12);
  await system.tribe.nats.start();
  await system.tribe.settled();
  expect(await versionsInStream(goalId)).toEqual(upTo(12));
  expect(await system.effectsOn(goalId)).toEqual(upTo(12));
});

test('a durable past the end of its shortened stream misses no new event', async () => {
  const goalId = newId();
  await loseTail(['msgs'], goalId);
  await system.tribe.stopService('notifications');
  await system.tribe.nats.start();
  // An event from before the loss commits late: the refill puts it at a position that the durable had already passed.
  const late = newId();
  await system.rows(
    'goals',
    `INSERT INTO outbox (id, subject, entity_id, entity_version, payload, occurred_at, position)
    OVERRIDING SYSTEM VALUE VALUES (gen_random_uuid(), 'tribe.goals.goal.updated.v1', $1, 1, '', now(), 0)`,
    [late],
  );
  await update(goalId, 11, 12);
  await eventually(async () => expect(await versionsInStream(goalId)).toEqual(upTo(12)));
  await system.tribe.startService('notifications');
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(12)));
  await eventually(async () => expect(await system.effectsOn(late)).toEqual([1]));
});

test('a new incarnation of the stream is refilled even when it is longer than the old one', async () => {
  const goalId = newId();
  await update(goalId, 1, 3);
  await system.tribe.settled();
  await system.tribe.stopService('goals');
  const { config, state } = await system.jsm.streams.info('GOALS');
  await system.jsm.streams.delete('GOALS');
  await system.jsm.streams.add(config);
  for (let filler = 0; filler <= state.last_seq; filler++)
    await system.jsm.jetstream().publish('tribe.goals.goal.invented.v1', 'filler');
  await system.tribe.startService('goals');
  await eventually(async () => expect(await versionsInStream(goalId)).toEqual(upTo(3)));
});

test('a service starts without the stream it reads and consumes once the stream exists', async () => {
  const goalId = newId();
  await system.tribe.stopService('goals');
  await system.tribe.stopService('notifications');
  await system.jsm.streams.delete('GOALS');
  await system.tribe.startService('notifications');
  await system.tribe.startService('goals');
  await update(goalId, 1, 2);
  await system.tribe.nats.keepStreams();
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(2)));
});

test('a refill that needs several transactions is complete and in order', async () => {
  const goalId = newId();
  await system.rows(
    'goals',
    `INSERT INTO outbox (id, subject, entity_id, entity_version, payload, occurred_at, published_at, stream_seq)
    SELECT gen_random_uuid(), 'tribe.goals.goal.deleted.v1', $1::uuid, n, '', now(), now(), 1000000 + n FROM generate_series(1, 5050) AS n`,
    [goalId],
  );
  await system.tribe.nats.wipe();
  const waiting = async () =>
    (
      await system.rows(
        'goals',
        'SELECT FROM outbox WHERE published_at IS NULL OR stream_seq > 1000000 LIMIT 1',
      )
    ).length;
  await eventually(async () => expect(await waiting()).toBe(0));
  const order = await system.rows<{ ordered: boolean }>(
    'goals',
    'SELECT bool_and(stream_seq > before) AS ordered FROM (SELECT stream_seq, lag(stream_seq) OVER (ORDER BY position) AS before FROM outbox) AS rows',
  );
  expect(order).toEqual([{ ordered: true }]);
});
