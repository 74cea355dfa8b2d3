import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { RedisServer } from './redis-server';

test('requires its password and loses all data in a restart on the same port', async () => {
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

test('fails to start with a reason when another process holds the port', async () => {
  const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-redis-test-'));
  const server = new RedisServer({
    folder,
    port: (other.address() as AddressInfo).port,
    password: 'secret',
  });
  await expect(server.start()).rejects.toThrow(
    /stopped right after its start:[^]*Address already in use/,
  );
  other.close();
  await server.wipe();
});
