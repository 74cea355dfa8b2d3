import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix } from './nats-permissions';
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

const publishAsGoals = async () =>
  jetstream(await connectAs('goals')).publish('tribe.goals.goal.completed.v1', 'kept');

const streamsOfServer = async () =>
  (await (await jetstreamManager(await connectAsAdmin())).streams.list().next()).map(
    ({ config, state }) => [config.name, state.messages],
  );

test('a started server has an empty stream for every service that publishes events', async () => {
  expect(Object.fromEntries(await streamsOfServer())).toMatchObject({ GOALS: 0, SOCIAL_GRAPH: 0 });
});

test('a start updates a stream whose settings differ and keeps its events', async () => {
  await publishAsGoals();
  const manager = await jetstreamManager(await connectAsAdmin());
  const { config } = await manager.streams.update('GOALS', { max_msgs: 7 });
  expect(config.max_msgs).toBe(7);
  await server.keepStreams();
  const { config: kept, state } = await manager.streams.info('GOALS');
  expect([kept.max_msgs, state.messages > 0]).toEqual([-1, true]);
});

test('events survive a kill, and wipe deletes them but keeps port and users', async () => {
  await publishAsGoals();
  const { port } = server;
  const before = Object.fromEntries(await streamsOfServer());
  await server.kill();
  await server.start();
  expect(Object.fromEntries(await streamsOfServer())).toEqual(before);
  await server.wipe();
  await server.start();
  expect(Object.fromEntries(await streamsOfServer())).toMatchObject({ GOALS: 0 });
  expect(server.port).toBe(port);
});
