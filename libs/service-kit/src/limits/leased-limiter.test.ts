import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LeasedLimiter } from './leased-limiter';
import type { RateLimit } from './rate-limit';
import { RateLimiter } from './rate-limiter';
import { becomesReady, TestRedis } from './test-redis.test-support';

describe('LeasedLimiter', () => {
  const redis = new TestRedis();
  let connection: Redis;
  let elsewhere: Redis;
  let limiter: LeasedLimiter;
  let other: LeasedLimiter;
  let limit: RateLimit;

  beforeAll(async () => {
    await redis.server.start();
    [connection, elsewhere] = await Promise.all([redis.connect(), redis.connect()]);
  });

  afterAll(() => redis.wipe());

  beforeEach(() => {
    limiter = new LeasedLimiter(new RateLimiter(() => connection));
    other = new LeasedLimiter(new RateLimiter(() => elsewhere));
    limit = { name: `test-${randomUUID()}`, points: 50, windowSeconds: 60 };
  });

  const at = async (replica: LeasedLimiter) => replica.consume('a', limit);

  const oneByOne = async (replica: LeasedLimiter, times: number) => {
    let allowed = 0;
    for (let n = 0; n < times; n += 1) if (!(await at(replica)).limited) allowed += 1;
    return allowed;
  };

  const atOnce = async (replicas: readonly LeasedLimiter[], times: number) => {
    const calls = Array.from({ length: times }, (_, n) => at(replicas[n % replicas.length]!));
    return (await Promise.all(calls)).filter(({ limited }) => !limited).length;
  };

  const counted = async (counter = limit) =>
    Number(await connection.get(`limit:${counter.name}:a`));

  it('allows exactly as many calls as the limit in one process, one by one', async () => {
    expect(await oneByOne(limiter, 60)).toBe(50);
  });

  it('allows exactly as many calls as the limit in one process, all at once', async () => {
    expect(await atOnce([limiter], 60)).toBe(50);
    expect(await oneByOne(limiter, 2)).toBe(0);
  });

  it('takes a tenth of the limit and spends it without asking Redis', async () => {
    expect(limiter.consume('a', limit)).toBeInstanceOf(Promise);
    await oneByOne(limiter, 1);
    const states = Array.from({ length: 3 }, () => limiter.consume('a', limit));
    expect(states).toMatchObject([{ remaining: 47 }, { remaining: 46 }, { remaining: 45 }]);
    expect(await counted()).toBe(5);
    await oneByOne(limiter, 1);
    expect(await counted()).toBe(10);
  });

  it('returns the remaining calls and the end of the window', async () => {
    const first = { limited: false, limit: 50, remaining: 49, resetSeconds: 60 };
    expect(await at(limiter)).toEqual(first);
    await oneByOne(limiter, 49);
    expect(await at(limiter)).toMatchObject({ limited: true, limit: 50, remaining: 0 });
  });

  it('calls at the same time share one lease, and none is refused while points are left', async () => {
    expect(await atOnce([limiter], 5)).toBe(5);
    expect(await counted()).toBe(5);
    expect(await atOnce([limiter], 45)).toBe(45);
    expect(await counted()).toBe(50);
  });

  it('two processes never allow more than the limit, and refuse less than a tenth early', async () => {
    expect(await oneByOne(limiter, 1)).toBe(1);
    expect(await atOnce([other], 60)).toBe(45);
    expect(await oneByOne(limiter, 10)).toBe(4);
    expect(await atOnce([limiter, other], 10)).toBe(0);
  });

  it('two processes never allow more than the limit when their calls come at the same time', async () => {
    for (let round = 0; round < 20; round += 1) {
      limit = { ...limit, name: `test-${randomUUID()}` };
      let allowed = 0;
      for (let burst = 0; burst < 8; burst += 1)
        allowed += await atOnce(burst % 3 === 0 ? [limiter, limiter, other] : [other, limiter], 9);
      expect(allowed).toBeLessThanOrEqual(50);
      expect(allowed).toBeGreaterThan(45);
    }
  });

  it('leases and single calls share one count', async () => {
    await oneByOne(limiter, 1);
    const state = await new RateLimiter(() => elsewhere).consume('a', limit);
    expect(state).toMatchObject({ limited: false, remaining: 44 });
  });

  it('counts keys and limits separately', async () => {
    await oneByOne(limiter, 51);
    expect(await limiter.consume('b', limit)).toMatchObject({ limited: false, remaining: 49 });
    const writes = { ...limit, name: `${limit.name}-other` };
    expect(await limiter.consume('a', writes)).toMatchObject({ limited: false, remaining: 49 });
  });

  it('counts a limit below ten points exactly over two processes', async () => {
    limit = { ...limit, points: 9 };
    await oneByOne(limiter, 1);
    expect(await counted()).toBe(1);
    expect(await atOnce([limiter, other], 12)).toBe(8);
  });

  it('the points in hand end with their window', async () => {
    limit = { ...limit, windowSeconds: 1 };
    const started = performance.now();
    await oneByOne(limiter, 1);
    while ((await counted()) > 0) expect(performance.now() - started).toBeLessThan(20_000);
    expect(await at(limiter)).toMatchObject({ limited: false, remaining: 49 });
    expect(await counted()).toBe(5);
  });

  it('spends the points in hand while Redis is down, then limits in memory, and returns to Redis', async () => {
    await oneByOne(limiter, 1);
    await redis.server.kill();
    expect(await oneByOne(limiter, 60)).toBe(4 + 50);
    const back = Promise.all([becomesReady(connection), becomesReady(elsewhere)]);
    await redis.server.start();
    await back;
    const deadline = performance.now() + 20_000;
    while ((await counted()) === 0) {
      expect(performance.now()).toBeLessThan(deadline);
      await at(limiter);
    }
  });

  it('does not wait for a Redis that hangs', async () => {
    const pid = redis.server.pid as number;
    process.kill(pid, 'SIGSTOP');
    try {
      const started = performance.now();
      expect(await atOnce([limiter], 60)).toBe(50);
      // Each of 60 waits of half a second, one after another, would be longer.
      expect(performance.now() - started).toBeLessThan(15_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});
