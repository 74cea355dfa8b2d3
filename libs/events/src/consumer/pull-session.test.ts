import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { GoalUpdatedSchema } from '@tribe/contracts';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { ackWaitMs, durableConfig, durableOf } from './durable';
import { pullUntilInterrupted } from './pull-session';

const durable = durableOf('test-goals-v1', [GoalUpdatedSchema]);
let tribe: Tribe;
let connection: NatsConnection;
let jsm: JetStreamManager;

beforeAll(async () => {
  tribe = await startTribe({ services: [], schemas: [] });
  const { host, username, password } = new URL(tribe.nats.url);
  connection = await connect({ servers: host, user: username, pass: password });
  jsm = await jetstreamManager(connection);
  for (const text of ['one', 'two', 'three'])
    await jsm.jetstream().publish(durable.filterSubject, text);
});
beforeEach(async () => {
  await jsm.consumers.delete('GOALS', durable.name).catch(() => undefined);
});
afterAll(async () => {
  await connection.close();
  await tribe.stop();
});

const pull = async (seen: string[], signal: AbortSignal) => {
  const consumer = await jsm.consumers.info('GOALS', durable.name);
  const onMessage = (message: { string(): string }) => void seen.push(message.string());
  return pullUntilInterrupted({
    js: jsm.jetstream(),
    consumer,
    prefetch: 10,
    onMessage,
    gapless: true,
    signal,
  });
};

test('a lost message ends the session before later messages are passed on', async () => {
  const consumer = await jsm.consumers.add('GOALS', durableConfig(durable, ackWaitMs));
  // Delivered, but not to the session.
  await jsm.jetstream().consumers.getConsumerFromInfo(consumer).next({ expires: 1_000 });
  const seen: string[] = [];
  expect([await pull(seen, new AbortController().signal), seen]).toEqual(['gap', []]);
});

test('deleting the consumer ends the session', async () => {
  await jsm.consumers.add('GOALS', durableConfig(durable, ackWaitMs));
  const seen: string[] = [];
  const ended = pull(seen, new AbortController().signal);
  await eventually(() => expect(seen).toEqual(['one', 'two', 'three']));
  await jsm.consumers.delete('GOALS', durable.name);
  expect(await ended).toBe('consumer_deleted');
});

test('an aborted signal ends the session', async () => {
  await jsm.consumers.add('GOALS', durableConfig(durable, ackWaitMs));
  expect(await pull([], AbortSignal.abort())).toBe('stopped');
});
