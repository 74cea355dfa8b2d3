import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { NatsServer, RedisServer } from '@tribe/local-servers';
import { eventually } from '@tribe/testing';
import { baseConfig, defineService, Nats, Redis, type RunningService, startService } from '..';

@Module({})
class EmptyModule {}

const goals = defineService({ name: 'social-graph', module: EmptyModule, config: baseConfig });
const folder = (name: string) => path.join(mkdtempSync(path.join(tmpdir(), 'tribe-kit-')), name);

const start = (more: Record<string, string>) =>
  startService(goals, {
    env: {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      JWKS_URL: 'http://127.0.0.1:1/',
      CURSOR_SECRET: 'a secret of thirty-two characters',
      ...more,
    },
  });

describe('the NATS connection of a service', () => {
  const server = new NatsServer({
    folder: folder('nats'),
    admin: { name: 'admin', password: 'admin' },
    services: [{ name: 'social-graph', password: 'p:w/d' }],
  });
  let running: RunningService;
  let nats: Nats;

  beforeAll(async () => {
    // A first start reserves the port, so that the service can start while no server listens there.
    await server.start();
    await server.stop();
    running = await start({ NATS_URL: server.urlOf('social-graph') });
    nats = running.app.get(Nats);
  });

  afterAll(async () => {
    await running.stop();
    await server.stop();
  });

  it('lets the service start while NATS is down and connects once it is up', async () => {
    const connection = nats.connection;
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    expect(nats.isConnected).toBe(false);
    await server.start();
    expect((await connection).isClosed()).toBe(false);
    expect(nats.current).toBe(await nats.connection);
    expect(nats.isConnected).toBe(true);
  });

  it('receives replies on a prefix of the service', async () => {
    const connection = await nats.connection;
    expect(nats.inboxPrefix).toBe('_INBOX_social_graph');
    // The server lets the service subscribe to no other inbox.
    const info = 'streams.STREAM.INFO.SOCIAL_GRAPH';
    expect((await connection.request(info, '', { timeout: 2_000 })).string()).toContain('config');
  });

  it('reconnects after a restart of the server and calls its hooks again', async () => {
    const calls: boolean[] = [];
    const end = nats.onConnect((connection) => void calls.push(connection.isClosed()));
    await eventually(() => expect(calls).toEqual([false]));
    await server.stop();
    await eventually(() => expect(nats.isConnected).toBe(false));
    await server.start();
    await eventually(() => expect(calls).toEqual([false, false]));
    expect(nats.isConnected).toBe(true);
    end();
  });

  it('does not delay a stop when NATS never answered', async () => {
    const other = await start({ NATS_URL: 'nats://127.0.0.1:1' });
    const connection = other.app.get(Nats).connection;
    await other.stop();
    await expect(connection).rejects.toThrow();
  });
});

describe('the Redis of a service', () => {
  const server = new RedisServer({ folder: folder('redis'), password: 'secret' });
  let running: RunningService;

  beforeAll(async () => {
    await server.start();
    running = await start({ REDIS_URL: server.url });
  });

  afterAll(async () => {
    await running.stop();
    await server.stop();
  });

  it('fails at once while Redis is down and recovers when it is back', async () => {
    const redis = running.app.get(Redis);
    await eventually(async () => expect(await redis.client.set('a', '1')).toBe('OK'));
    const messages: string[] = [];
    const subscriber = redis.subscriber();
    subscriber.on('message', (_channel, message) => void messages.push(message));
    await subscriber.subscribe('news');
    await server.stop();
    const failure = await redis.client.get('a').catch(String);
    expect(failure).toMatch(/isn't writeable|is closed/);
    await server.start();
    await eventually(async () => expect(await redis.client.set('b', '2')).toBe('OK'));
    await eventually(async () => {
      await redis.client.publish('news', 'hello');
      expect(messages).toContain('hello');
    });
  });

  it('lets a service start while Redis is down', async () => {
    const other = await start({ REDIS_URL: 'redis://127.0.0.1:1' });
    await expect(other.app.get(Redis).client.get('a')).rejects.toThrow();
    await other.stop();
  });
});
