import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { newId } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { updateGoal } from '../test-services/test-services';
import { startTestSystem, type TestSystem, upTo } from '../test-services/test-system';

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
  path.join(system.tribe['servers'].folder, 'nats/jetstream/jetstream/$G/streams/GOALS', part);

test('a broker that lost its disk is filled again, without repeating an effect', async () => {
  const goalId = newId();
  await update(goalId, 1, 5);
  await system.tribe.settled();
  await system.tribe.nats.wipe();
  await eventually(async () => expect(await versionsInStream(goalId)).toEqual(upTo(5)));
  await update(goalId, 6, 7);
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual(upTo(7));
});

test('events that were published but not handled when the broker lost its disk are handled', async () => {
  const goalId = newId();
  await system.tribe.stopService('notifications');
  await update(goalId, 1, 5);
  await eventually(async () => expect(await versionsInStream(goalId)).toEqual(upTo(5)));
  await system.tribe.nats.wipe();
  await system.tribe.startService('notifications');
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(5)));
});

test('a stream that is deleted under a running system comes back with the next event', async () => {
  const goalId = newId();
  await update(goalId, 1, 3);
  await system.tribe.settled();
  await system.jsm.streams.delete('GOALS');
  await update(goalId, 4, 4);
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(4)));
  expect(await versionsInStream(goalId)).toEqual(upTo(4));
});

test('a durable that is deleted under a running system comes back, without repeating an effect', async () => {
  const goalId = newId();
  await update(goalId, 1, 3);
  await system.tribe.settled();
  await system.jsm.consumers.delete('GOALS', system.durable);
  await update(goalId, 4, 6);
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(6)));
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual(upTo(6));
});

/** What the server keeps of the stream goes back to an earlier moment: power was lost before it was flushed. */
async function losesItsTail(parts: string[], goalId: string): Promise<void> {
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

test('a stream that lost its tail gets it back before anything new, in order', async () => {
  const goalId = newId();
  await losesItsTail(['msgs', 'obs'], goalId);
  await update(goalId, 11, 12);
  await system.tribe.nats.start();
  await system.tribe.settled();
  expect(await versionsInStream(goalId)).toEqual(upTo(12));
  expect(await system.effectsOn(goalId)).toEqual(upTo(12));
});

test('a durable that stands beyond the end of its shortened stream misses nothing new', async () => {
  const goalId = newId();
  await losesItsTail(['msgs'], goalId);
  await system.tribe.stopService('notifications');
  await system.tribe.nats.start();
  // An event from before the loss commits late: the refill puts it where the durable believes to have been.
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

test('another incarnation of the stream is filled, however long it has become meanwhile', async () => {
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

test('a service without a stream to read starts, and consumes once the stream appears', async () => {
  const goalId = newId();
  await system.tribe.stopService('goals');
  await system.tribe.stopService('notifications');
  await system.tribe.nats.wipe();
  await system.tribe.startService('notifications');
  await system.tribe.startService('goals');
  await update(goalId, 1, 2);
  await eventually(async () => expect(await system.effectsOn(goalId)).toEqual(upTo(2)));
});

test('a refill of more events than one transaction takes is complete and in order', async () => {
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
  await eventually(async () => expect(await waiting()).toBe(0), { timeoutMs: 20_000 });
  const places = await system.rows<{ ordered: boolean }>(
    'goals',
    'SELECT bool_and(stream_seq > before) AS ordered FROM (SELECT stream_seq, lag(stream_seq) OVER (ORDER BY position) AS before FROM outbox) AS rows',
  );
  expect(places).toEqual([{ ordered: true }]);
});
