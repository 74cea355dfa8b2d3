import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { RedisServer } from './redis-server';

test('Redis asks for its password, and forgets everything at a restart on the same port', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-redis-test-'));
  const server = new RedisServer({ folder, password: 'secret' });
  await server.start();
  const { port } = server;
  const client = new Redis(server.url);
  await client.set('counter', '1');
  const stranger = new Redis({ port, lazyConnect: true, retryStrategy: () => null });
  stranger.on('error', () => undefined);
  await expect(stranger.get('counter')).rejects.toThrow('NOAUTH');
  stranger.disconnect();
  await server.restart();
  expect(server.port).toBe(port);
  expect(await client.get('counter')).toBeNull();
  client.disconnect();
  await server.wipe();
});
