import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { RunningService } from '@tribe/service-kit';
import { ApiClient, startTribe, tokenFlaws, type Tribe } from '@tribe/testing';
import { Agent } from 'undici';
import { gateway } from '..';
import { reviewedRoutes, TestUpstream } from '../test-upstream.test-support';

const read = '/api/v1/goals';

describe('Edge', () => {
  let upstream: TestUpstream;
  let tribe: Tribe;
  let other: RunningService;
  let agent: Agent;

  beforeAll(async () => {
    upstream = await TestUpstream.start();
    agent = new Agent();
    tribe = await startTribe({
      services: [gateway],
      schemas: [],
      env: { ...upstream.environment, RATE_LIMIT_ENABLED: 'true' },
    });
    other = await tribe.startReplica(gateway);
  });

  afterAll(async () => {
    await agent.destroy();
    await tribe.stop();
    await upstream.stop();
  });

  beforeEach(async () => {
    upstream.seen.length = 0;
    await tribe.redis.flush();
  });

  const tokenOf = (userId = randomUUID()) => tribe.tokens.sign({ user_id: userId });
  const somebody = () => tribe.client({ token: tokenOf() });
  const nobody = () => tribe.client();
  const onOther = (token?: string) => new ApiClient(() => other.url, agent, token);

  describe('who asks', () => {
    it('lets a genuine token through and asks the owner', async () => {
      expect((await somebody().get(read)).status).toBe(200);
      expect(upstream.seen).toHaveLength(1);
    });

    it.each(tokenFlaws)('refuses a token that is %s, without asking the owner', async (flaw) => {
      const client = tribe.client({ token: tribe.tokens.sign({ user_id: randomUUID() }, flaw) });
      const { status, body, headers } = await client.get(read);
      expect({ status, code: body.code }).toEqual({
        status: 401,
        code: flaw === 'expired' ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID',
      });
      expect(headers['www-authenticate']).toContain('Bearer');
      expect(upstream.seen).toHaveLength(0);
    });

    it.each(reviewedRoutes.filter((route) => route.access === 'authenticated'))(
      'asks for a token at $method $path',
      async (route) => {
        const { status, body } = await nobody().request(
          route.method,
          route.path.replaceAll(/:[A-Za-z]+/g, randomUUID()),
        );
        expect({ status, code: body.code }).toEqual({
          status: 401,
          code: 'AUTHENTICATION_REQUIRED',
        });
      },
    );

    it('asks nobody at public routes', async () => {
      expect((await nobody().post('/api/v1/auth/login', {})).status).toBe(200);
    });
  });

  describe('how often', () => {
    it('tells the limit on every answer', async () => {
      const { headers } = await somebody().get(read);
      expect(headers).toMatchObject({
        'ratelimit-policy': '"read";q=100;w=60',
        ratelimit: '"read";r=99;t=60',
      });
      expect((await nobody().get('/nowhere')).headers.ratelimit).toBe('"read";r=99;t=60');
    });

    it('refuses the 101st read of a person in a minute, over two replicas', async () => {
      const token = tokenOf();
      const clients = [tribe.client({ token }), onOther(token)];
      const answers = await Promise.all(
        Array.from({ length: 110 }, (_, n) => clients[n % 2]!.get(read)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
      const refused = answers.find(({ status }) => status === 429);
      expect(refused?.body.code).toBe('RATE_LIMITED');
      expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
      expect(refused?.headers.ratelimit).toMatch(/^"read";r=0;t=\d+$/);
    });

    it('counts reads and writes apart, and people apart', async () => {
      const brian = somebody();
      const writes = await Promise.all(Array.from({ length: 31 }, () => brian.post(read, {})));
      expect(writes.filter(({ status }) => status === 429)).toHaveLength(1);
      expect((await brian.get(read)).status).toBe(200);
      expect((await somebody().post(read, {})).status).toBe(200);
    });

    it('takes five log-ins a minute from one address, whoever is signed in and whatever X-Forwarded-For says', async () => {
      const answers = [];
      for (let n = 0; n < 7; n += 1) {
        const headers = {
          'x-forwarded-for': `203.0.113.${n}`,
          'x-real-ip': `203.0.113.${n}`,
          forwarded: `for=203.0.113.${n}`,
        };
        answers.push(await somebody().post('/api/v1/auth/login', {}, { headers }));
      }
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    });

    it('counts guesses of tokens by address', async () => {
      const guesses = await Promise.all(
        Array.from({ length: 101 }, (_, n) => tribe.client({ token: `guess-${n}` }).get(read)),
      );
      expect(guesses.filter(({ status }) => status === 429)).toHaveLength(1);
    });

    it('counts unknown paths', async () => {
      const answers = await Promise.all(
        Array.from({ length: 101 }, (_, n) => nobody().get(`/probe/${n}`)),
      );
      expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(
        1,
      );
    });

    it('starts again when Redis loses its data', async () => {
      for (let n = 0; n < 6; n += 1) await nobody().post('/api/v1/auth/login', {});
      await tribe.redis.flush();
      expect((await nobody().post('/api/v1/auth/login', {})).status).toBe(200);
    });

    it('still limits while Redis is down', async () => {
      await tribe.redis.stop();
      try {
        const statuses = [];
        for (let n = 0; n < 7; n += 1)
          statuses.push((await nobody().post('/api/v1/auth/login', {})).status);
        expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
      } finally {
        await tribe.redis.start();
      }
    });
  });

  describe('browsers', () => {
    const origin = 'https://app.tribe.com';

    it('may call from allowed origins and read what they need', async () => {
      const { headers } = await somebody().get(read, { headers: { origin } });
      expect(headers['access-control-allow-origin']).toBe(origin);
      expect(headers['access-control-expose-headers']).toContain('RateLimit');
      expect(headers['access-control-expose-headers']).toContain('Idempotency-Replayed');
      expect(headers.vary).toBe('Origin, Accept-Encoding');
    });

    it('may call from the app', async () => {
      const { headers } = await somebody().get(read, { headers: { origin: 'tribe://app' } });
      expect(headers['access-control-allow-origin']).toBe('tribe://app');
    });

    it.each(['https://evil.example', 'null', 'https://tribe.app.evil.example'])(
      'may not call from %s',
      async (from) => {
        const { headers } = await somebody().get(read, { headers: { origin: from } });
        expect(headers).not.toHaveProperty('access-control-allow-origin');
      },
    );

    it('learn from a preflight what is allowed, without counting against a limit', async () => {
      const preflight = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      };
      const { status, headers } = await nobody().request('OPTIONS', read, undefined, {
        headers: preflight,
      });
      expect(status).toBe(204);
      expect(headers['access-control-allow-methods']).toContain('DELETE');
      expect(headers['access-control-allow-headers']).toContain('Idempotency-Key');
      expect(upstream.seen).toHaveLength(0);
    });

    it('see errors too', async () => {
      const { status, headers } = await nobody().get(read, { headers: { origin } });
      expect(status).toBe(401);
      expect(headers['access-control-allow-origin']).toBe(origin);
    });
  });

  describe('what is not there', () => {
    it('is a 404 problem', async () => {
      const { status, body, headers } = await somebody().get('/api/v1/unknown');
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: 'NOT_FOUND', status: 404 });
      expect(headers['content-type']).toContain('application/problem+json');
    });

    it('is a 405 with the methods that are', async () => {
      const { status, body, headers } = await somebody().patch('/api/v1/auth/login', {});
      expect({ status, code: body.code }).toEqual({ status: 405, code: 'METHOD_NOT_ALLOWED' });
      expect(headers.allow).toBe('POST');
    });

    it.each([
      '/api/v1/goals/%',
      '/api/v1/goals/%00%ff',
      `/api/v1/goals/${'x'.repeat(5000)}`,
      '/api/v1/../../etc/passwd',
    ])('is refused politely at %#', async (path) => {
      const { status } = await somebody().get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    });
  });

  it('answers a request that the HTTP parser refuses with a problem', async () => {
    const socket = connect(Number(new URL(tribe.service('gateway').url).port), '127.0.0.1');
    socket.end(`GET ${read} HTTP/1.1\r\nhost: x\r\nauthorization: ${'x'.repeat(20_000)}\r\n\r\n`);
    const answer = (await Array.fromAsync(socket as AsyncIterable<Buffer>)).join('');
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      status: 431,
      code: 'HEADERS_TOO_LARGE',
    });
  });

  it('sends security headers with every answer', async () => {
    for (const { headers } of [
      await somebody().get(read),
      await nobody().get('/nowhere'),
      await nobody().get('/healthz'),
    ]) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['strict-transport-security']).toContain('max-age');
      expect(headers['x-request-id']).toBeDefined();
    }
  });
});
