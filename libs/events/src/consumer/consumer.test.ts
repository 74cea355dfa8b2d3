import type { JsMsg } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { commonErrors, AppError, newId, type RunningService } from '@tribe/service-kit';
import { eventually } from '@tribe/testing';
import { listDeadLetters, requestReplay } from '..';
import { EventMetrics } from '../event.metrics';
import {
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
  system = await startTestSystem();
});
afterEach(behave);
afterAll(() => system.stop());

const update = async (goalId: string, from: number, to: number) => {
  for (let version = from; version <= to; version++)
    await updateGoal(system.tribe.service('goals'), goalId, version);
};
const deadLetters = async () => listDeadLetters(await system.tribe.db('notifications'));
/** Simulates the loss of all acknowledgements, as if the process had died after each commit. */
const deliverEverythingAgain = async () => {
  await system.jsm.consumers.delete('GOALS', system.durable);
  await eventually(async () =>
    expect((await system.jsm.consumers.info('GOALS', system.durable)).num_pending).toBe(0),
  );
  await system.tribe.settled();
};
const eventsHandledBy = async ({ app }: RunningService) => {
  const { values } = await app.get(EventMetrics, { strict: false }).handled.get();
  return values.reduce((sum, { value }) => sum + value, 0);
};
const sees = (goalId: string, versions: number[]) =>
  eventually(async () => expect(await system.effectsOn(goalId)).toEqual(versions));

test('a handler that fails temporarily delays only the events of its entity and keeps their order', async () => {
  const [troubled, healthy] = [newId(), newId()];
  const healthyIsDone = Promise.withResolvers<void>();
  let failures = 0;
  handling.misbehave = async (event) => {
    if (event.entityId !== troubled || event.entityVersion !== 1n || failures === 3) return;
    failures += 1;
    if (failures === 3) await healthyIsDone.promise;
    throw new Error('not now');
  };
  await update(troubled, 1, 3);
  await update(healthy, 1, 3);
  await sees(healthy, upTo(3));
  expect(await system.effectsOn(troubled)).toEqual([]);
  healthyIsDone.resolve();
  await sees(troubled, upTo(3));
  expect(await deadLetters()).toEqual([]);
});

describe('events of different entities that wait at the same time', () => {
  const publishForEach = (goalIds: readonly string[]) =>
    publishAll(
      system.tribe.service('goals'),
      goalIds.map((goalId) => updateOf(goalId, 1)),
    );
  const effectsOfAll = (goalIds: readonly string[]) =>
    system.rows<{ entity_id: string }>(
      'notifications',
      'SELECT entity_id FROM outbox WHERE entity_id = ANY($1) ORDER BY entity_id',
      [goalIds],
    );
  /** The number of transactions that handled the events of these goals. The relay updates outbox rows, but no inbox rows. */
  const transactionsOf = async (goalIds: readonly string[]) => {
    const events = await system.rows<{ id: string }>(
      'goals',
      'SELECT id FROM outbox WHERE entity_id = ANY($1)',
      [goalIds],
    );
    const [handled] = await system.rows<{ transactions: number }>(
      'notifications',
      'SELECT count(DISTINCT xmin::text)::int AS transactions FROM inbox WHERE event_id = ANY($1)',
      [events.map(({ id }) => id)],
    );
    return handled?.transactions;
  };

  test('are handled in few transactions, each once', async () => {
    const goalIds = upTo(40).map(() => newId());
    await publishForEach(goalIds);
    await system.tribe.settled();

    const effects = await effectsOfAll(goalIds);

    expect(effects.map(({ entity_id }) => entity_id)).toEqual(goalIds.toSorted());
    expect(await transactionsOf(goalIds)).toBeLessThan(20);
  });

  test('take effect although a handler among them always fails, whose event becomes a dead letter after five tries', async () => {
    const goalIds = upTo(40).map(() => newId());
    const poisoned = goalIds[20]!;
    handling.misbehave = (event) => {
      if (event.entityId === poisoned) throw new AppError(commonErrors.VALIDATION_FAILED);
    };
    await publishForEach(goalIds);
    await system.tribe.settled();

    const effects = await effectsOfAll(goalIds);

    expect(effects.map(({ entity_id }) => entity_id)).toEqual(
      goalIds.filter((goalId) => goalId !== poisoned).toSorted(),
    );
    expect(await deadLetters()).toMatchObject([{ entityId: poisoned, tries: 5 }]);
    await system.rows('notifications', 'DELETE FROM dead_letters');
  });

  test('take effect in the order of each entity, also when a handler fails at first', async () => {
    const goalIds = upTo(20).map(() => newId());
    let failures = 0;
    handling.misbehave = ({ entityId, entityVersion }) => {
      if (entityId !== goalIds[10] || entityVersion !== 2n || failures === 3) return;
      failures += 1;
      throw new Error('not now');
    };
    await publishAll(
      system.tribe.service('goals'),
      upTo(5).flatMap((version) => goalIds.map((goalId) => updateOf(goalId, version))),
    );
    await Promise.all(goalIds.map((goalId) => sees(goalId, upTo(5))));

    expect(await effectsOfAll(goalIds)).toHaveLength(100);
    expect(await transactionsOf(goalIds)).toBeLessThan(100);
  });

  test('are each handled in the trace of the request that caused them', async () => {
    const goalIds = upTo(20).map(() => newId());
    await system.rows(
      'goals',
      `INSERT INTO outbox (id, subject, entity_id, entity_version, payload, occurred_at, traceparent)
       SELECT gen_random_uuid(), 'tribe.goals.goal.updated.v1', id, 1, '', now(),
              '00-' || replace(id::text, '-', '') || '-b7ad6b7169203331-01'
         FROM unnest($1::uuid[]) AS id`,
      [goalIds],
    );
    await system.tribe.settled();

    const traces = await system.rows<{ trace: string }>(
      'notifications',
      `SELECT split_part(traceparent, '-', 2) AS trace FROM outbox WHERE entity_id = ANY($1) ORDER BY entity_id`,
      [goalIds],
    );

    expect(traces.map(({ trace }) => trace)).toEqual(
      goalIds.toSorted().map((goalId) => goalId.replaceAll('-', '')),
    );
  });

  test('have no second effect when they are redelivered together with new events', async () => {
    const [former, latter] = [upTo(20).map(() => newId()), upTo(20).map(() => newId())];
    await publishForEach(former);
    await system.tribe.settled();
    await publishForEach(latter);
    await deliverEverythingAgain();

    const effects = await effectsOfAll([...former, ...latter]);

    expect(effects.map(({ entity_id }) => entity_id)).toEqual([...former, ...latter].toSorted());
  });
});

test('an event that always fails becomes a dead letter with its error, and later events are handled', async () => {
  const goalId = newId();
  let tries = 0;
  handling.misbehave = (event) => {
    if (event.entityId !== goalId || event.entityVersion !== 2n) return;
    tries += 1;
    throw new AppError(commonErrors.VALIDATION_FAILED, { detail: 'poison' });
  };
  await update(goalId, 1, 4);
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual([1, 3, 4]);
  expect(tries).toBe(5);
  const [letter] = await deadLetters();
  expect(letter).toMatchObject({
    durable: system.durable,
    entityId: goalId,
    entityVersion: '2',
    tries: 5,
  });
  expect(letter?.error).toContain('poison');

  behave();
  expect(await requestReplay(await system.tribe.db('notifications'), [letter?.eventId ?? ''])).toBe(
    1,
  );
  await sees(goalId, [1, 3, 4, 2]);
  expect(await deadLetters()).toEqual([]);
});

test('a dead letter whose replay fails stays a dead letter with the new error and can be replayed again', async () => {
  const goalId = newId();
  let error = 'first';
  handling.misbehave = (event) => {
    if (event.entityId === goalId) throw new Error(error);
  };
  await update(goalId, 1, 1);
  await eventually(async () =>
    expect(await deadLetters()).toMatchObject([{ entityId: goalId, tries: 5 }]),
  );
  error = 'second';
  await requestReplay(await system.tribe.db('notifications'), 'all');
  await eventually(async () =>
    expect(await deadLetters()).toMatchObject([
      { error: expect.stringContaining('second'), tries: 10, replayRequestedAt: null },
    ]),
  );
  behave();
  await requestReplay(await system.tribe.db('notifications'), 'all');
  await sees(goalId, [1]);
});

test('a redelivered dead letter is not handled without a replay request', async () => {
  const goalId = newId();
  handling.misbehave = (event) => {
    if (event.entityId === goalId) throw new Error('poison');
  };
  await update(goalId, 1, 1);
  await eventually(async () =>
    expect(await deadLetters()).toMatchObject([{ entityId: goalId, tries: 5 }]),
  );
  behave();
  await deliverEverythingAgain();
  expect([await system.effectsOn(goalId), await deadLetters()]).toMatchObject([[], [{ tries: 5 }]]);
  await system.rows('notifications', 'DELETE FROM dead_letters');
});

test.each([
  ['that do not decode', 'tribe.goals.goal.updated.v1', Buffer.from([0xff, 0xff, 0xff]), {}],
  [
    'without attributes',
    'tribe.goals.goal.updated.v1',
    Buffer.alloc(0),
    { 'ce-entityversion': '' },
  ],
])(
  'messages %s become dead letters at once, and later events are handled',
  async (_, subject, payload, broken) => {
    const entityId = newId();
    const id = newId();
    const sent = headers();
    const attributes = {
      'ce-id': id,
      'ce-subject': entityId,
      'ce-time': new Date().toISOString(),
      'ce-entityversion': '1',
      ...broken,
    };
    for (const [name, value] of Object.entries(attributes)) if (value) sent.set(name, value);
    await system.jsm.jetstream().publish(subject, payload, { headers: sent });
    await update(entityId, 2, 2);
    await sees(entityId, [2]);
    await eventually(async () =>
      expect(await deadLetters()).toMatchObject([{ eventId: id, tries: 1 }]),
    );
    await system.rows('notifications', 'DELETE FROM dead_letters');
  },
);

test('events of a type that the handler did not subscribe to are skipped', async () => {
  const goalId = newId();
  await system.jsm.jetstream().publish('tribe.goals.goal.invented-later.v1', 'whatever');
  await update(goalId, 1, 1);
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual([1]);
  expect(await deadLetters()).toEqual([]);
});

test('an event redelivered after its effect was committed has no second effect', async () => {
  const goalId = newId();
  await update(goalId, 1, 20);
  await system.tribe.settled();
  await deliverEverythingAgain();
  expect(await system.effectsOn(goalId)).toEqual(upTo(20));
});

test('a replica that takes over first gets the events that the dead replica had received, in order', async () => {
  const goalId = newId();
  await system.tribe.stopService('notifications');
  await update(goalId, 1, 6);
  await eventually(async () =>
    expect((await system.jsm.consumers.info('GOALS', system.durable)).num_pending).toBe(6),
  );
  const received: JsMsg[] = [];
  const dead = system.jsm
    .jetstream()
    .consumers.getConsumerFromInfo(await system.jsm.consumers.info('GOALS', system.durable));
  const pulled = await dead.fetch({ max_messages: 3, expires: 2_000 });
  for await (const message of pulled) received.push(message);
  expect(received).toHaveLength(3);
  await system.tribe.startService('notifications');
  await sees(goalId, upTo(6));
  await system.tribe.settled();
  expect(await system.effectsOn(goalId)).toEqual(upTo(6));
});

test('a replica that loses its lock on a durable stops, and another replica continues at the same position', async () => {
  const goalId = newId();
  const arrived = Promise.withResolvers<void>();
  const mayFinish = Promise.withResolvers<void>();
  let held = false;
  handling.misbehave = async (event) => {
    if (event.entityId !== goalId || event.entityVersion !== 2n || held) return;
    held = true;
    arrived.resolve();
    await mayFinish.promise;
  };
  const replica = await system.tribe.startReplica(notifications);
  await update(goalId, 1, 5);
  await arrived.promise;
  await eventually(async () =>
    expect(await system.countConnections('notifications', '-consumers')).toBe(2),
  );
  expect(await system.cut('notifications', '-consumers')).toBe(2);
  // The replica that takes over receives the same event before the first holder has committed its inbox row.
  await eventually(async () =>
    expect(
      (await system.jsm.consumers.info('GOALS', system.durable)).num_ack_pending,
    ).toBeGreaterThan(0),
  );
  mayFinish.resolve();
  await sees(goalId, upTo(5));
  await replica.stop();
  await update(goalId, 6, 6);
  await sees(goalId, upTo(6));
});

test('only one of two replicas processes a durable at a time', async () => {
  await system.tribe.restart('notifications');
  const replica = await system.tribe.startReplica(notifications);
  const goalIds = upTo(10).map(() => newId());
  await publishAll(
    system.tribe.service('goals'),
    goalIds.map((goalId) => updateOf(goalId, 1)),
  );
  await Promise.all(goalIds.map((goalId) => sees(goalId, [1])));
  const byReplica = await Promise.all(
    [system.tribe.service('notifications'), replica].map(eventsHandledBy),
  );
  expect(Math.min(...byReplica)).toBe(0);
  await replica.stop();
});

test('stopping waits for the running handler and leaves the remaining events for the next start', async () => {
  const goalId = newId();
  const arrived = Promise.withResolvers<void>();
  handling.misbehave = async (event) => {
    if (event.entityId !== goalId) return;
    arrived.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  await publishAll(
    system.tribe.service('goals'),
    upTo(50).map((version) => updateOf(goalId, version)),
  );
  await arrived.promise;
  await system.tribe.stopService('notifications');
  const done = await system.effectsOn(goalId);
  expect(done).toEqual(upTo(done.length));
  expect(done.length).toBeLessThan(50);
  await system.tribe.startService('notifications');
  await sees(goalId, upTo(50));
});

test('events published by a handler belong to the trace of the event it handles', async () => {
  const goalId = newId();
  const trace = '0af7651916cd43dd8448eb211c80319c';
  await system.rows(
    'goals',
    `INSERT INTO outbox (id, subject, entity_id, entity_version, payload, occurred_at, traceparent)
    VALUES ($1, 'tribe.goals.goal.updated.v1', $2, 1, '', now(), $3)`,
    [newId(), goalId, `00-${trace}-b7ad6b7169203331-01`],
  );
  await sees(goalId, [1]);
  const [effect] = await system.rows<{ traceparent: string }>(
    'notifications',
    'SELECT traceparent FROM outbox WHERE entity_id = $1',
    [goalId],
  );
  expect(effect?.traceparent).toContain(trace);
});

test('an attempt that fails after writing its effect is rolled back', async () => {
  const goalId = newId();
  let failed = false;
  handling.afterwards = (event) => {
    if (event.entityId !== goalId || failed) return;
    failed = true;
    throw new Error('after the effect was written');
  };
  await update(goalId, 1, 2);
  await sees(goalId, [1, 2]);
});
