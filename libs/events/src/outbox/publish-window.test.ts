import { jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newId } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { eventsConfig } from '../events.config';
import { streamConfig } from '../stream/stream-config';
import { upTo } from '../test-services/test-system';
import type { OutboxRow } from './outbox.queries';
import { publishWindow } from './publish-window';

let tribe: Tribe;
let connection: NatsConnection;
let jsm: JetStreamManager;

beforeAll(async () => {
  tribe = await startTribe({ services: [], schemas: [] });
  const { host, username, password } = new URL(tribe.nats.url);
  connection = await connect({ servers: host, user: username, pass: password });
  jsm = await jetstreamManager(connection);
});

beforeEach(async () => {
  await jsm.streams.delete('GOALS').catch(() => undefined);
  await jsm.streams.add(streamConfig('goals', eventsConfig.parse({})));
});

afterAll(async () => {
  await connection.close();
  await tribe.stop();
});

const window = (size: number): OutboxRow[] =>
  upTo(size).map((position) => ({
    id: newId(),
    position: String(position),
    subject: 'tribe.goals.goal.updated.v1',
    entity_id: newId(),
    entity_version: '1',
    payload: Buffer.from('x'),
    traceparent: null,
    occurred_at: new Date(),
  }));

/** The network loses what is published at this place of the window. */
const losing = (place: number): JetStreamClient => {
  const js = jsm.jetstream();
  let count = 0;
  return new Proxy(js, {
    get: (target, name) => {
      if (name !== 'publish') return Reflect.get(target, name) as unknown;
      return (...args: Parameters<JetStreamClient['publish']>) =>
        count++ === place ? Promise.reject(new Error('lost')) : js.publish(...args);
    },
  });
};

const stored = async () => (await jsm.streams.info('GOALS')).state.messages;

test('a whole window is stored, and its sequences come back in order', async () => {
  const result = await publishWindow(jsm.jetstream(), 'goals', window(500), 0);
  expect(result).toEqual({ sequences: upTo(500), lastSequence: 500 });
});

test('a message lost on the way takes every later one with it, so none can overtake it', async () => {
  const rows = window(20);
  const lost = await publishWindow(losing(7), 'goals', rows, 0);
  expect([lost.sequences, lost.failure]).toEqual([upTo(7), new Error('lost')]);
  expect(await stored()).toBe(7);
  const again = await publishWindow(jsm.jetstream(), 'goals', rows.slice(7), lost.lastSequence);
  expect([...lost.sequences, ...again.sequences]).toEqual(upTo(20));
});

test('rows that were stored before answer with their old sequence and are not stored again', async () => {
  const rows = window(10);
  await publishWindow(jsm.jetstream(), 'goals', rows.slice(0, 6), 0);
  const again = await publishWindow(jsm.jetstream(), 'goals', rows, 0);
  expect(again.sequences).toEqual(upTo(10));
  expect(await stored()).toBe(10);
});

test('a row that committed late between stored ones is not overtaken by what comes after them', async () => {
  const [first, late, third, next] = window(4) as [OutboxRow, OutboxRow, OutboxRow, OutboxRow];
  await publishWindow(jsm.jetstream(), 'goals', [first, third], 0);
  const again = await publishWindow(jsm.jetstream(), 'goals', [first, late, third, next], 2);
  expect([again.sequences, await stored()]).toEqual([[1], 2]);
  const rest = await publishWindow(jsm.jetstream(), 'goals', [late, third, next], 2);
  expect([rest.sequences, await stored()]).toEqual([[3, 2], 3]);
  const end = await publishWindow(jsm.jetstream(), 'goals', [next], 3);
  expect([end.sequences, await stored()]).toEqual([[4], 4]);
});

test('rows that committed late before a stored one are not overtaken by each other, though the end fits by chance', async () => {
  const [first, late, later, next] = window(4) as [OutboxRow, OutboxRow, OutboxRow, OutboxRow];
  await publishWindow(jsm.jetstream(), 'goals', [first], 0);
  const { sequences } = await publishWindow(jsm.jetstream(), 'goals', [late, later, first, next], 0);
  expect([sequences, await stored()]).toEqual([[], 1]);
});

test('nothing is stored behind an end of the stream that nobody has looked at', async () => {
  await publishWindow(jsm.jetstream(), 'goals', window(3), 0);
  const { sequences, failure } = await publishWindow(jsm.jetstream(), 'goals', window(3), 10);
  expect([sequences, String(failure)]).toEqual([[], expect.stringContaining('wrong last sequence')]);
});
