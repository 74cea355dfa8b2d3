import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import type { RateLimit } from './rate-limit';
import { RateLimiter } from './rate-limiter';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function startRedis(port: number): ChildProcess {
  return spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
}

const becomesReady = (client: Redis) => new Promise<void>((resolve) => client.once('ready', () => resolve()));

async function stop(process: ChildProcess): Promise<void> {
  process.kill('SIGKILL');
  if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
}

describe('RateLimiter', () => {
  let port: number;
  let server: ChildProcess;
  let connection: Redis;
  const connections: Redis[] = [];
  let limiter: RateLimiter;
  let limit: RateLimit;

  beforeAll(async () => {
    port = await freePort();
    server = startRedis(port);
    connection = await connect();
  });

  afterAll(async () => {
    for (const one of connections) one.disconnect();
    await stop(server);
  });

  beforeEach(() => {
    limiter = new RateLimiter(() => connection);
    limit = { name: `test-${randomUUID()}`, points: 3, windowSeconds: 60 };
  });

  /** A connection as a replica has it: no queue while offline, a deadline on each command. */
  async function connect(): Promise<Redis> {
    const client = new Redis({
      port,
      host: '127.0.0.1',
      enableAutoPipelining: true,
      enableOfflineQueue: false,
      commandTimeout: 500,
      retryStrategy: () => 20,
    });
    client.on('error', () => undefined);
    connections.push(client);
    await becomesReady(client);
    return client;
  }

  const consumeTimes = async (times: number, key = 'a') => {
    const limited: boolean[] = [];
    for (let n = 0; n < times; n += 1) limited.push((await limiter.consume(key, limit)).limited);
    return limited;
  };

  it('lets through as many calls as the limit says, and not one more', async () => {
    expect(await consumeTimes(5)).toEqual([false, false, false, true, true]);
  });

  it('tells what is left and when the window ends', async () => {
    expect(await limiter.consume('a', limit)).toEqual({ limited: false, limit: 3, remaining: 2, resetSeconds: 60 });
  });

  it('counts keys and limits apart', async () => {
    await consumeTimes(4);
    expect((await limiter.consume('b', limit)).limited).toBe(false);
    expect((await limiter.consume('a', { ...limit, name: `${limit.name}-other` })).limited).toBe(false);
  });

  it('shares one count between replicas, also for calls at the same moment', async () => {
    const elsewhere = await connect();
    const other = new RateLimiter(() => elsewhere);
    const states = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? limiter : other).consume('a', limit)),
    );
    expect(states.filter((state) => !state.limited)).toHaveLength(3);
  });

  it('peeks without counting', async () => {
    expect(await limiter.peek('a', limit)).toMatchObject({ limited: false, remaining: 3 });
    await consumeTimes(3);
    expect(await limiter.peek('a', limit)).toMatchObject({ limited: true, remaining: 0 });
  });

  it('starts over after a reset', async () => {
    await consumeTimes(4);
    await limiter.reset('a', limit);
    expect((await limiter.consume('a', limit)).limited).toBe(false);
  });

  it('starts a new window when the old one ends', async () => {
    const short: RateLimit = { ...limit, points: 1, windowSeconds: 1 };
    const first = performance.now();
    await limiter.consume('a', short);
    expect((await limiter.consume('a', short)).limited).toBe(true);
    while ((await limiter.peek('a', short)).limited) expect(performance.now() - first).toBeLessThan(5_000);
    expect((await limiter.consume('a', short)).limited).toBe(false);
  });

  it('starts over when Redis loses its data', async () => {
    await consumeTimes(4);
    await connection.flushall();
    expect((await limiter.consume('a', limit)).limited).toBe(false);
  });

  it('still limits while Redis is down, and is back on Redis afterwards', async () => {
    await stop(server);
    expect(await consumeTimes(5)).toEqual([false, false, false, true, true]);
    expect(await limiter.peek('a', limit)).toMatchObject({ limited: true });
    const back = becomesReady(connection);
    server = startRedis(port);
    await back;
    const deadline = performance.now() + 5_000;
    do {
      expect(performance.now()).toBeLessThan(deadline);
      await limiter.consume('b', limit);
    } while ((await connection.exists(`limit:${limit.name}:b`)) === 0);
  });

  it('does not wait for a Redis that hangs', async () => {
    server.kill('SIGSTOP');
    try {
      const started = performance.now();
      expect(await consumeTimes(5)).toEqual([false, false, false, true, true]);
      expect(performance.now() - started).toBeLessThan(1_500);
    } finally {
      server.kill('SIGCONT');
    }
  });
});
