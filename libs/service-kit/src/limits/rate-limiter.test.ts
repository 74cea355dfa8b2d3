import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { countersOf } from './call-counters.rules';
import type { RateLimit } from './rate-limit';
import { RateLimiter } from './rate-limiter';
import { becomesReady, TestRedis } from './test-redis.test-support';

/** Other networks of 64 bits in the same /48. */
const others = (count: number) => Array.from({ length: count }, (_, n) => `2001:db8:7:a${n}`);

describe('RateLimiter', () => {
  const redis = new TestRedis();
  const { server } = redis;
  let connection: Redis;
  let limiter: RateLimiter;
  let limit: RateLimit;

  beforeAll(async () => {
    await server.start();
    connection = await redis.connect();
  });

  afterAll(() => redis.wipe());

  beforeEach(() => {
    limiter = new RateLimiter(() => connection);
    limit = { name: `test-${randomUUID()}`, points: 3, windowSeconds: 60 };
  });

  const consumeTimes = async (times: number, key = 'a') => {
    const limited: boolean[] = [];
    for (let n = 0; n < times; n += 1) limited.push((await limiter.consume(key, limit)).limited);
    return limited;
  };

  it('allows exactly as many calls as the limit', async () => {
    expect(await consumeTimes(5)).toEqual([false, false, false, true, true]);
  });

  it('returns the remaining calls and the end of the window', async () => {
    expect(await limiter.consume('a', limit)).toEqual({
      limited: false,
      limit: 3,
      remaining: 2,
      resetSeconds: 60,
    });
  });

  it('counts keys and limits separately', async () => {
    await consumeTimes(4);
    expect((await limiter.consume('b', limit)).limited).toBe(false);
    expect((await limiter.consume('a', { ...limit, name: `${limit.name}-other` })).limited).toBe(
      false,
    );
  });

  it('shares the count between replicas, even for concurrent calls', async () => {
    const elsewhere = await redis.connect();
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

  it('does not count a call that was given back, also while Redis is down', async () => {
    await consumeTimes(3);
    await limiter.giveBack('a', limit);
    expect(await consumeTimes(2)).toEqual([false, true]);
    await server.kill();
    await consumeTimes(3);
    await limiter.giveBack('a', limit);
    expect(await consumeTimes(2)).toEqual([false, true]);
    const back = becomesReady(connection);
    await server.start();
    await back;
  });

  it('allows a /48 ten times the limit of a /64, of which a /64 can use its own part only', async () => {
    const refused: string[] = [];
    for (const network of ['2001:db8:7:1', '2001:db8:7:2', ...others(8), '2001:db8:8:1'])
      for (let n = 0; n < limit.points + 1; n += 1) {
        const { limited } = await limiter.consumeAll(countersOf(`${network}::${n}`, limit));
        if (limited) refused.push(network);
      }
    expect(refused).toEqual(['2001:db8:7:1', '2001:db8:7:2', ...others(8), '2001:db8:8:1']);
    const eleventh = await limiter.consumeAll(countersOf('2001:db8:7:ffff::1', limit));
    expect(eleventh).toMatchObject({ limited: true, remaining: 0 });
    const elsewhere = await limiter.consumeAll(countersOf('2001:db8:9:1::1', limit));
    expect(elsewhere).toMatchObject({ limited: false, remaining: limit.points - 1 });
  });

  it('starts a new window when the old one ends', async () => {
    const short: RateLimit = { ...limit, points: 1, windowSeconds: 1 };
    const first = performance.now();
    await limiter.consume('a', short);
    expect((await limiter.consume('a', short)).limited).toBe(true);
    while ((await limiter.peek('a', short)).limited)
      expect(performance.now() - first).toBeLessThan(20_000);
    expect((await limiter.consume('a', short)).limited).toBe(false);
  });

  it('starts over when Redis loses its data', async () => {
    await consumeTimes(4);
    await connection.flushall();
    expect((await limiter.consume('a', limit)).limited).toBe(false);
  });

  it('limits in memory while Redis is down and returns to Redis afterwards', async () => {
    await server.kill();
    expect(await consumeTimes(5)).toEqual([false, false, false, true, true]);
    expect(await limiter.peek('a', limit)).toMatchObject({ limited: true });
    const back = becomesReady(connection);
    await server.start();
    await back;
    const deadline = performance.now() + 20_000;
    do {
      expect(performance.now()).toBeLessThan(deadline);
      await limiter.consume('b', limit);
    } while ((await connection.exists(`limit:${limit.name}:b`)) === 0);
  });

  it('does not wait for a Redis that hangs', async () => {
    const pid = server.pid as number;
    process.kill(pid, 'SIGSTOP');
    try {
      const started = performance.now();
      expect((await consumeTimes(40)).slice(0, 5)).toEqual([false, false, false, true, true]);
      // 40 waits of half a second would be longer.
      expect(performance.now() - started).toBeLessThan(15_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});
