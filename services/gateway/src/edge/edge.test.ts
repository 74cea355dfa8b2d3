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
  const signedIn = () => tribe.client({ token: tokenOf() });
  const anonymous = () => tribe.client();
  const onOther = (token?: string) => new ApiClient(() => other.url, agent, token);

  describe('authentication', () => {
    it('forwards a request with a valid token to the owner', async () => {
      expect((await signedIn().get(read)).status).toBe(200);
      expect(upstream.seen).toHaveLength(1);
    });

    it.each(tokenFlaws)('refuses a token that is %s without calling the owner', async (flaw) => {
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
      'requires a token for $method $path',
      async (route) => {
        const { status, body } = await anonymous().request(
          route.method,
          route.path.replaceAll(/:[A-Za-z]+/g, randomUUID()),
        );
        expect({ status, code: body.code }).toEqual({
          status: 401,
          code: 'AUTHENTICATION_REQUIRED',
        });
      },
    );

    it('refuses admin routes to users without the role, also when their token is known', async () => {
      const admin = reviewedRoutes.find(({ access }) => access === 'admin')!;
      const client = signedIn();
      for (let n = 0; n < 3; n += 1) {
        const { status, body } = await client.request(
          admin.method,
          admin.path.replaceAll(/:[A-Za-z]+/g, randomUUID()),
        );
        expect({ status, code: body.code }).toEqual({ status: 403, code: 'PERMISSION_DENIED' });
      }
      expect(upstream.seen).toHaveLength(0);
    });

    it('requires no token for public routes', async () => {
      expect((await anonymous().post('/api/v1/auth/login', {})).status).toBe(200);
    });
  });

  describe('rate limits', () => {
    it('returns the limit with every response', async () => {
      const { headers } = await signedIn().get(read);
      expect(headers).toMatchObject({
        'ratelimit-policy': '"read";q=100;w=60',
        ratelimit: '"read";r=99;t=60',
      });
      expect((await anonymous().get('/nowhere')).headers.ratelimit).toBe('"read";r=99;t=60');
    });

    it('refuses the 101st read of a user in a minute across two replicas', async () => {
      const token = tokenOf();
      const clients = [tribe.client({ token }), onOther(token)];
      const answers = await Promise.all(
        Array.from({ length: 110 }, (_, n) => clients[n % 2]!.get(read)),
      );
      const allowed = answers.filter(({ status }) => status === 200).length;
      // A replica may hold up to nine points that the other would need.
      expect(allowed).toBeGreaterThan(90);
      expect(allowed).toBeLessThanOrEqual(100);
      const refused = answers.find(({ status }) => status === 429);
      expect(refused?.body.code).toBe('RATE_LIMITED');
      expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
      expect(refused?.headers.ratelimit).toMatch(/^"read";r=0;t=\d+$/);
    });

    it('never allows a user more than 100 reads in a minute, and less than ten fewer with a second replica', async () => {
      const token = tokenOf();
      const allowedOf = async (client: ApiClient, times: number) => {
        const answers = Array.from({ length: times }, () => client.get(read));
        return (await Promise.all(answers)).filter(({ status }) => status === 200).length;
      };
      expect((await tribe.client({ token }).get(read)).status).toBe(200);
      expect(await allowedOf(onOther(token), 110)).toBe(90);
      expect(await allowedOf(tribe.client({ token }), 20)).toBe(9);
      expect(await allowedOf(onOther(token), 10)).toBe(0);
    });

    it('counts the remaining requests of a user down to zero', async () => {
      const client = signedIn();
      const remaining = [];
      for (let n = 0; n < 32; n += 1) {
        const { headers } = await client.post(read, {});
        remaining.push(Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1]));
      }
      expect(remaining).toEqual([...Array.from({ length: 30 }, (_, n) => 29 - n), 0, 0]);
    });

    it('counts a user once, regardless of the number of tokens', async () => {
      const userId = randomUUID();
      const writes = await Promise.all(
        Array.from({ length: 31 }, () => tribe.client({ token: tokenOf(userId) }).post(read, {})),
      );
      expect(writes.filter(({ status }) => status === 429)).toHaveLength(1);
    });

    it('counts reads and writes separately, and users separately', async () => {
      const brian = signedIn();
      const writes = await Promise.all(Array.from({ length: 31 }, () => brian.post(read, {})));
      expect(writes.filter(({ status }) => status === 429)).toHaveLength(1);
      expect((await brian.get(read)).status).toBe(200);
      expect((await signedIn().post(read, {})).status).toBe(200);
    });

    it('allows five log-ins a minute from one address, regardless of the user and of X-Forwarded-For', async () => {
      const answers = [];
      for (let n = 0; n < 7; n += 1) {
        const headers = {
          'x-forwarded-for': `203.0.113.${n}`,
          'x-real-ip': `203.0.113.${n}`,
          forwarded: `for=203.0.113.${n}`,
        };
        answers.push(await signedIn().post('/api/v1/auth/login', {}, { headers }));
      }
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    });

    it('allows five guesses a minute from one address, also to different signed-in users', async () => {
      const guessing = reviewedRoutes.find(
        ({ access, limit }) => access === 'authenticated' && limit === 'auth',
      )!;
      const path = guessing.path.replaceAll(/:[A-Za-z]+/g, 'x');
      const guess = () => signedIn().request(guessing.method, path);
      const guesses = await Promise.all(Array.from({ length: 7 }, guess));
      expect(guesses.filter(({ status }) => status === 429)).toHaveLength(2);
    });

    it('counts requests with invalid tokens by address', async () => {
      const guesses = await Promise.all(
        Array.from({ length: 101 }, (_, n) => tribe.client({ token: `guess-${n}` }).get(read)),
      );
      expect(guesses.filter(({ status }) => status === 429)).toHaveLength(1);
    });

    it('counts requests for unknown paths', async () => {
      const answers = await Promise.all(
        Array.from({ length: 101 }, (_, n) => anonymous().get(`/probe/${n}`)),
      );
      expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(
        1,
      );
    });

    it('starts new windows when Redis loses its data', async () => {
      for (let n = 0; n < 6; n += 1) await anonymous().post('/api/v1/auth/login', {});
      await tribe.redis.flush();
      expect((await anonymous().post('/api/v1/auth/login', {})).status).toBe(200);
    });

    it('applies the limit of a user while Redis is down, after the requests that were already paid', async () => {
      const client = signedIn();
      expect((await client.post(read, {})).status).toBe(200);
      await tribe.redis.stop();
      try {
        const writes = await Promise.all(Array.from({ length: 40 }, () => client.post(read, {})));
        expect(writes.filter(({ status }) => status === 200)).toHaveLength(2 + 30);
      } finally {
        await tribe.redis.start();
      }
    });

    it('applies limits while Redis is down', async () => {
      await tribe.redis.stop();
      try {
        const statuses = [];
        for (let n = 0; n < 7; n += 1)
          statuses.push((await anonymous().post('/api/v1/auth/login', {})).status);
        expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
      } finally {
        await tribe.redis.start();
      }
    });
  });

  describe('browsers', () => {
    const origin = 'https://app.tribe.com';

    it('may call from allowed origins and read the exposed headers', async () => {
      const { headers } = await signedIn().get(read, { headers: { origin } });
      expect(headers['access-control-allow-origin']).toBe(origin);
      expect(headers['access-control-expose-headers']).toContain('RateLimit');
      expect(headers['access-control-expose-headers']).toContain('Idempotency-Replayed');
      expect(headers.vary).toBe('Origin, Accept-Encoding');
    });

    it('may call from the app', async () => {
      const { headers } = await signedIn().get(read, { headers: { origin: 'tribe://app' } });
      expect(headers['access-control-allow-origin']).toBe('tribe://app');
    });

    it.each(['https://evil.example', 'null', 'https://tribe.app.evil.example'])(
      'may not call from %s',
      async (from) => {
        const { headers } = await signedIn().get(read, { headers: { origin: from } });
        expect(headers).not.toHaveProperty('access-control-allow-origin');
      },
    );

    it('get the allowed methods and headers from a preflight, which counts against no limit', async () => {
      const preflight = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      };
      const { status, headers } = await anonymous().request('OPTIONS', read, undefined, {
        headers: preflight,
      });
      expect(status).toBe(204);
      expect(headers['access-control-allow-methods']).toContain('DELETE');
      expect(headers['access-control-allow-headers']).toContain('Idempotency-Key');
      expect(upstream.seen).toHaveLength(0);
    });

    it('may read error responses', async () => {
      const { status, headers } = await anonymous().get(read, { headers: { origin } });
      expect(status).toBe(401);
      expect(headers['access-control-allow-origin']).toBe(origin);
    });
  });

  describe('unknown endpoints', () => {
    it('return a 404 problem for an unknown path', async () => {
      const { status, body, headers } = await signedIn().get('/api/v1/unknown');
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: 'NOT_FOUND', status: 404 });
      expect(headers['content-type']).toContain('application/problem+json');
    });

    it('return 405 with the supported methods for a known path', async () => {
      const { status, body, headers } = await signedIn().patch('/api/v1/auth/login', {});
      expect({ status, code: body.code }).toEqual({ status: 405, code: 'METHOD_NOT_ALLOWED' });
      expect(headers.allow).toBe('POST');
    });

    it.each([
      '/api/v1/goals/%',
      '/api/v1/goals/%00%ff',
      `/api/v1/goals/${'x'.repeat(5000)}`,
      '/api/v1/../../etc/passwd',
    ])('return a client error for malformed path %#', async (path) => {
      const { status } = await signedIn().get(path);
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

  it('sends security headers with every response', async () => {
    for (const { headers } of [
      await signedIn().get(read),
      await anonymous().get('/nowhere'),
      await anonymous().get('/healthz'),
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
