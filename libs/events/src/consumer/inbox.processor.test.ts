import { create, toBinary } from '@bufbuild/protobuf';
import { eventTypeOf, GoalUpdatedSchema } from '@tribe/contracts';
import {
  Database,
  newId,
  RequestContext,
  Spans,
  type SqlTransaction,
  Transactions,
} from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { toHeaders, toReceivedEvent } from '../event/event-envelope';
import type { ReceivedEvent } from '../event/received-event';
import { startTestSystem, type TestSystem } from '../test-services/system.test-support';
import { Attempts } from './attempts';
import { durableOf } from './durable';
import type { ConsumerContext } from './event-processor';
import { InboxProcessor } from './inbox.processor';

const durable = durableOf('notifications-batches-v1', [GoalUpdatedSchema]);
const bulk = durableOf('notifications-bulk-v1', [GoalUpdatedSchema], true);

let system: TestSystem;
let processor: InboxProcessor;

beforeAll(async () => {
  system = await startTestSystem();
  const { app } = system.tribe.service('notifications');
  processor = new InboxProcessor(
    app.get(Transactions),
    app.get(Database),
    new Attempts(app.get(RequestContext), app.get(Spans)),
  );
});
afterAll(() => system.stop());

function updateOf(entityId: string): ReceivedEvent {
  const { subject } = eventTypeOf(GoalUpdatedSchema);
  return toReceivedEvent({
    subject,
    headers: toHeaders({
      id: newId(),
      subject,
      owner: 'goals',
      entityId,
      entityVersion: '1',
      occurredAt: new Date(),
      traceparent: null,
    }),
    payload: toBinary(GoalUpdatedSchema, create(GoalUpdatedSchema, {})),
    streamSequence: 1,
  });
}

const handledAmong = async (events: readonly ReceivedEvent[], { name } = durable) => {
  const rows = await system.rows<{ event_id: string }>(
    'notifications',
    'SELECT event_id FROM inbox WHERE durable = $1 AND event_id = ANY($2)',
    [name, events.map(({ id }) => id)],
  );
  return rows.map(({ event_id: id }) => id);
};

const lockOf = (name: string) => `SELECT pg_advisory_xact_lock(hashtextextended('${name}', 0))`;

test('a batch handles its events in the order of their entities', async () => {
  const events = [newId(), newId(), newId()].map(updateOf);
  const handled: string[] = [];

  await processor.processTogether(
    durable,
    async ({ id }) => void handled.push(id),
    events.toReversed(),
  );

  expect(handled).toEqual(events.map(({ id }) => id));
  expect((await handledAmong(events)).toSorted()).toEqual(handled.toSorted());
});

test('a batch handles nothing when one of its events was handled before', async () => {
  const [handled, ...others] = [newId(), newId(), newId()].map(updateOf) as [
    ReceivedEvent,
    ...ReceivedEvent[],
  ];
  const handler = jest.fn().mockResolvedValue(undefined);
  await processor.process(durable, async () => undefined, handled);

  const batch = processor.processTogether(durable, handler, [...others, handled]);

  await expect(batch).rejects.toThrow();
  expect(handler).not.toHaveBeenCalled();
  expect(await handledAmong(others)).toEqual([]);
});

test('handlers of a bulk durable run concurrently', async () => {
  const events = [newId(), newId(), newId()].map(updateOf);
  const allStarted = Promise.withResolvers<void>();
  let started = 0;

  await processor.processTogether(
    bulk,
    async () => {
      started += 1;
      if (started === events.length) allStarted.resolve();
      await allStarted.promise;
    },
    events,
  );

  expect(await handledAmong(events, bulk)).toHaveLength(3);
});

test('a failed handler of a bulk durable undoes the others after their last statement', async () => {
  const events = [newId(), newId()].map(updateOf);
  const outcomes: string[] = [];

  const batch = processor.processTogether(
    bulk,
    async ({ id }, { tx }: ConsumerContext<unknown>) => {
      if (id === events[0]?.id) throw new Error('the first fails');
      for (const each of ['early', 'late']) {
        await (tx as SqlTransaction).sql.query('bulk_test', 'SELECT 1', []);
        outcomes.push(each);
      }
    },
    events,
  );

  await expect(batch).rejects.toThrow('the first fails');
  expect(outcomes).toEqual(['early', 'late']);
  expect(await handledAmong(events, bulk)).toEqual([]);
});

test('a batch in a deadlock with another transaction gives way to it', async () => {
  const events = [newId(), newId()].map(updateOf);
  const other = await system.tribe.db('notifications');
  const otherIsBlocked = async () => {
    const database = await system.tribe.db('goals');
    const blocked = 'SELECT FROM pg_locks WHERE pid = $1 AND NOT granted';
    await eventually(async () => expect((await database.query(blocked, [pid])).rowCount).toBe(1));
  };
  await other.query('BEGIN');
  await other.query(lockOf('second'));
  const {
    rows: [{ pid }],
  } = await other.query('SELECT pg_backend_pid() AS pid');
  let otherIsDone: Promise<unknown> | undefined;

  const batch = processor.processTogether(
    durable,
    async ({ id }, { tx }: ConsumerContext<unknown>) => {
      const { sql } = tx as SqlTransaction;
      if (id === events[1]?.id) return void (await sql.query('second_lock', lockOf('second'), []));
      await sql.query('first_lock', lockOf('first'), []);
      otherIsDone = other.query(lockOf('first'));
      otherIsDone.catch(() => undefined);
      await otherIsBlocked();
    },
    events,
  );

  await expect(batch).rejects.toMatchObject({ code: '55P03' });
  await expect(otherIsDone).resolves.toBeDefined();
  await other.query('COMMIT');
  expect(await handledAmong(events)).toEqual([]);
});
