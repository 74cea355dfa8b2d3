import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix } from './nats-config';
import { NatsServer } from './nats-server';

let folder: string;
let server: NatsServer;
const open: NatsConnection[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-nats-test-'));
  const user = (name: string) => ({ name, password: `${name}-"secret"` });
  server = new NatsServer({
    folder,
    admin: user('admin'),
    services: [user('goals'), user('social-graph')],
  });
  await server.start();
});

afterEach(async () => {
  for (const connection of open.splice(0)) await connection.close();
});

afterAll(async () => {
  await server.wipe();
  rmSync(folder, { recursive: true, force: true });
});

async function connectAs(service: string): Promise<NatsConnection> {
  const { username, password } = new URL(server.urlOf(service));
  const connection = await connect({
    servers: `127.0.0.1:${server.port}`,
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
    inboxPrefix: inboxPrefix(service),
  });
  open.push(connection);
  return connection;
}

async function connectAsAdmin(): Promise<NatsConnection> {
  const connection = await connect({
    servers: `127.0.0.1:${server.port}`,
    user: 'admin',
    pass: 'admin-"secret"',
  });
  open.push(connection);
  return connection;
}

async function declareGoalsStream(): Promise<void> {
  const manager = await jetstreamManager(await connectAs('goals'));
  await manager.streams.add({ name: 'GOALS', subjects: ['tribe.goals.>'] });
}

test('a service may create its own stream and publish its own events', async () => {
  await declareGoalsStream();
  const goals = await connectAs('goals');
  const ack = await jetstream(goals).publish('tribe.goals.goal.completed.v1', 'x');
  expect(ack.stream).toBe('GOALS');
});

test('another service may read the stream through its own durable consumer and acknowledge', async () => {
  await declareGoalsStream();
  await jetstream(await connectAs('goals')).publish('tribe.goals.goal.completed.v1', 'hello');
  const reader = await connectAs('social-graph');
  const manager = await jetstreamManager(reader);
  await manager.consumers.add('GOALS', {
    durable_name: 'social-graph-goal-completed-v1',
    filter_subject: 'tribe.goals.goal.completed.v1',
    ack_policy: 'explicit',
    deliver_policy: 'last',
  });
  const consumer = await jetstream(reader).consumers.get('GOALS', 'social-graph-goal-completed-v1');
  const message = await consumer.next({ expires: 5_000 });
  expect(message?.string()).toBe('hello');
  expect(await message?.ackAck()).toBe(true);
});

test("a service may not publish on another service's subject", async () => {
  await declareGoalsStream();
  const stranger = await connectAs('social-graph');
  await expect(
    jetstream(stranger).publish('tribe.goals.goal.completed.v1', 'forged'),
  ).rejects.toThrow(/permissions violation/i);
});

test("a service may not update, purge or delete another service's stream", async () => {
  await declareGoalsStream();
  const manager = await jetstreamManager(await connectAs('social-graph'));
  await expect(manager.streams.update('GOALS', { max_msgs: 1 })).rejects.toThrow(
    /permissions violation/i,
  );
  await expect(manager.streams.purge('GOALS')).rejects.toThrow(/permissions violation/i);
  await expect(manager.streams.delete('GOALS')).rejects.toThrow(/permissions violation/i);
});

test("a service may not read another service's replies", async () => {
  const spy = await connectAs('social-graph');
  const subscription = spy.subscribe('_INBOX_goals.>');
  await expect(subscription[Symbol.asyncIterator]().next()).rejects.toThrow(
    /permissions violation/i,
  );
});

test('only the called service may answer its RPC calls', async () => {
  const goals = await connectAs('goals');
  goals.subscribe('rpc.goals.Echo', {
    callback: (_error, message) => void message.respond(`echo ${message.string()}`),
  });
  await goals.flush();
  const caller = await connectAs('social-graph');
  expect((await caller.request('rpc.goals.Echo', 'hi', { timeout: 2_000 })).string()).toBe(
    'echo hi',
  );
  const intruder = caller.subscribe('rpc.goals.>');
  await expect(intruder[Symbol.asyncIterator]().next()).rejects.toThrow(/permissions violation/i);
});

test('events survive a kill, and wipe deletes them but keeps port and users', async () => {
  await declareGoalsStream();
  await jetstream(await connectAs('goals')).publish('tribe.goals.goal.completed.v1', 'kept');
  const { port } = server;
  await server.kill();
  await server.start();
  const streams = async () =>
    (await (await jetstreamManager(await connectAsAdmin())).streams.list().next()).length;
  expect(await streams()).toBe(1);
  await server.wipe();
  await server.start();
  expect(await streams()).toBe(0);
  expect(server.port).toBe(port);
});
