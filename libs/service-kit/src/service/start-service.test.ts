import { Body, Controller, Delete, Get, Module, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type ServiceDefinition,
  AppError,
  baseConfig,
  defineService,
  Endpoint,
  type RunningService,
  startService,
} from '..';
import { commonErrors } from '../errors/common-errors';
import type { EndpointSpec } from '../http/endpoint.decorator';

const env = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'info',
  JWKS_URL: 'http://127.0.0.1:1/jwks.json',
  CURSOR_SECRET: 'a secret of thirty-two characters',
};

@Controller('api/v1/things')
class ThingController {
  @Get(':id')
  @Endpoint({
    access: 'public',
    summary: 'Get a thing',
    params: z.object({ id: z.string() }),
    query: z.object({ q: z.string().optional() }),
  })
  get(@Param() params: { id: string }, @Query() query: { q?: string }) {
    return { ...params, ...query };
  }

  @Get('old')
  @Endpoint({
    access: 'public',
    summary: 'Get the old thing',
    query: z.object({}),
    deprecated: { since: '2026-11-20', sunset: '2027-11-20', use: 'GET /api/v1/things' },
  })
  getOld() {
    return { id: 'old' };
  }

  @Post()
  @Endpoint({
    access: 'public',
    summary: 'Create a thing',
    body: z.object({ name: z.string().max(10), more: z.unknown().optional() }),
    status: 201,
  })
  create(@Body() body: { name: string }) {
    return body;
  }

  @Put('file')
  @Endpoint({
    access: 'public',
    summary: 'Replace the file of a thing',
    body: z.object({ content: z.string() }),
    bodyLimit: 400_000,
  })
  replaceFile(@Body() { content }: { content: string }) {
    return { size: content.length };
  }

  @Delete(':id')
  @Endpoint({ access: 'authenticated', summary: 'Delete a thing', status: 204 })
  remove() {
    return undefined;
  }

  @Get('broken/:how')
  @Endpoint({ access: 'public', summary: 'Fail', params: z.object({ how: z.string() }) })
  fail(@Param() { how }: { how: string }) {
    if (how === 'outage')
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (how === 'limit') throw new AppError(commonErrors.RATE_LIMITED, { retryAfterSeconds: 3 });
    if (how === 'undeclared') throw new AppError(commonErrors.CONFLICT);
    throw new Error('the password is hunter2, mail brian@example.org');
  }
}

abstract class ColourEndpoints {
  protected abstract readonly colour: string;

  @Get('colour')
  @Endpoint({
    access: 'public',
    summary: 'Get the colour',
    query: z.object({ q: z.string().optional() }),
  })
  getColour(@Query() { q }: { q?: string }) {
    return { colour: this.colour, q };
  }
}

@Controller('api/v1/red')
class RedController extends ColourEndpoints {
  protected readonly colour = 'red';
}

@Controller('api/v1/blue')
class BlueController extends ColourEndpoints {
  protected readonly colour = 'blue';
}

@Module({ controllers: [ThingController, RedController, BlueController] })
class ThingModule {}

const things: ServiceDefinition = defineService({
  name: 'things',
  module: ThingModule,
  config: baseConfig,
});

describe('a running service', () => {
  const lines: string[] = [];
  let running: RunningService;

  beforeAll(async () => {
    running = await startService(things, {
      env,
      logDestination: { write: (line) => void lines.push(line) },
    });
  });

  afterAll(() => running.stop());

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(running.url + path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };

  const post = (body: string | Buffer<ArrayBuffer>, type = 'application/json') =>
    call('/api/v1/things', { method: 'POST', body, headers: { 'content-type': type } });

  it('returns the result of its handler with the status of the endpoint', async () => {
    expect(await call('/api/v1/things/7?q=x')).toMatchObject({
      status: 200,
      body: { id: '7', q: 'x' },
    });
    expect(await post('{"name":"x"}')).toMatchObject({ status: 201, body: { name: 'x' } });
  });

  it.each([
    ['not JSON', '{', 'application/json', 400, 'MALFORMED_JSON'],
    [
      'a poisoned prototype',
      '{"name":"x","__proto__":{}}',
      'application/json',
      400,
      'MALFORMED_JSON',
    ],
    [
      'a poisoned constructor',
      '{"name":"x","more":{"constructor":{"prototype":{}}}}',
      'application/json',
      400,
      'MALFORMED_JSON',
    ],
    [
      'absurd depth',
      `{"name":"x","more":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'application/json',
      400,
      'MALFORMED_JSON',
    ],
    ['NUL', '{"name":"a\\u0000b"}', 'application/json', 422, 'VALIDATION_FAILED'],
    ['half a surrogate pair', '{"name":"\\ud800"}', 'application/json', 422, 'VALIDATION_FAILED'],
    ['too large', `{"name":"${'x'.repeat(300_000)}"}`, 'application/json', 413, 'BODY_TOO_LARGE'],
    [
      'not a JSON type',
      'name=x',
      'application/x-www-form-urlencoded',
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['an unknown field', '{"name":"x","admin":true}', 'application/json', 422, 'VALIDATION_FAILED'],
    ['nothing', '', 'application/json', 422, 'VALIDATION_FAILED'],
  ])('refuses a body that is %s with a problem', async (_what, body, type, status, code) => {
    const answer = await post(body, type);
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('takes a body as large as its endpoint allows, and tells the edge', async () => {
    const put = (size: number) =>
      call('/api/v1/things/file', {
        method: 'PUT',
        body: JSON.stringify({ content: 'x'.repeat(size) }),
        headers: { 'content-type': 'application/json' },
      });

    expect(await put(390_000)).toMatchObject({ status: 200, body: { size: 390_000 } });
    expect(await put(400_000)).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
    const { routes } = (await call('/edge-table.json')).body as { routes: object[] };
    expect(routes).toContainEqual(
      expect.objectContaining({ path: '/api/v1/things/file', bodyLimit: 400_000 }),
    );
  });

  it('serves and documents an inherited endpoint under the path of each controller', async () => {
    for (const colour of ['red', 'blue']) {
      expect((await call(`/api/v1/${colour}/colour?q=1`)).body).toEqual({ colour, q: '1' });
      expect((await call(`/api/v1/${colour}/colour?unknown=1`)).status).toBe(422);
    }
    const { paths } = (await call('/openapi.json')).body;
    expect(paths['/api/v1/red/colour'].get.operationId).toBe('getRed');
    expect(paths['/api/v1/blue/colour'].get.operationId).toBe('getBlue');
  });

  it('tells the end of a deprecated endpoint in every response and in the documentation', async () => {
    for (const path of ['/api/v1/things/old', '/api/v1/things/old?unknown=1']) {
      const { headers } = await call(path);
      expect(headers.get('deprecation')).toBe('@1795132800');
      expect(headers.get('sunset')).toBe('Sat, 20 Nov 2027 00:00:00 GMT');
      expect(headers.get('link')).toBe('</api/v1/things>; rel="successor-version"');
    }
    const { paths } = (await call('/openapi.json')).body;
    expect(paths['/api/v1/things/old'].get).toMatchObject({
      deprecated: true,
      description: 'Use GET /api/v1/things. May be removed after 2027-11-20.',
    });
    expect((await call('/api/v1/things/7')).headers.get('deprecation')).toBeNull();
  });

  it('refuses bytes that are not UTF-8', async () => {
    expect(await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toMatchObject({
      status: 400,
      body: { code: 'MALFORMED_JSON' },
    });
  });

  it('lists invalid fields by JSON pointer', async () => {
    const { body } = await post('{"name":7,"admin":true}');
    expect(body.errors).toEqual([
      { pointer: '/name', message: expect.stringContaining('string') },
      { pointer: '/admin', message: 'is not a known field' },
    ]);
    const query = await call('/api/v1/things/7?nope=1');
    expect(query.body.errors).toEqual([
      { pointer: '/nope', message: 'is not a known field', in: 'query' },
    ]);
  });

  it('refuses NUL in the URL', async () => {
    expect(await call('/api/v1/things/a%00b')).toMatchObject({
      status: 422,
      body: { code: 'VALIDATION_FAILED' },
    });
  });

  it('returns 404 for an unknown path and 405 for an unsupported method', async () => {
    expect(await call('/api/v1/nothing')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    const answer = await call('/api/v1/things/7', { method: 'PUT' });
    expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers.get('allow')).toBe('DELETE, GET, HEAD');
  });

  it('responds to a malformed URL with a problem', async () => {
    expect(await call('/api/v1/things/%E0%A4%A')).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST' },
    });
    expect(await call(`/api/v1/things/${'x'.repeat(300)}`)).toMatchObject({
      status: 414,
      body: { code: 'URI_TOO_LONG' },
    });
  });

  it('hides unexpected errors from the client and their secrets from the log', async () => {
    const answer = await call('/api/v1/things/broken/now');
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    const line = lines.find((entry) => entry.includes('hunter2'));
    expect(line).toContain('[email]');
    expect(line).not.toContain('brian@example.org');
    expect(JSON.parse(line ?? '{}').request_id).toBe(answer.body.request_id);
  });

  it('returns 503 with Retry-After when a server behind it is down', async () => {
    const answer = await call('/api/v1/things/broken/outage');
    expect(answer).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('answers an error that its endpoint does not declare with 500, in tests', async () => {
    const answer = await call('/api/v1/things/broken/undeclared');
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL_ERROR' } });
  });

  it('sends Retry-After with an expected refusal', async () => {
    expect((await call('/api/v1/things/broken/limit')).headers.get('retry-after')).toBe('3');
  });

  it('refuses a missing or invalid token with 401', async () => {
    const none = await call('/api/v1/things/7', { method: 'DELETE' });
    expect(none).toMatchObject({ status: 401, body: { code: 'AUTHENTICATION_REQUIRED' } });
    expect(none.headers.get('www-authenticate')).toContain('Bearer');
    const wrong = await call('/api/v1/things/7', {
      method: 'DELETE',
      headers: { authorization: 'Bearer x.y.z' },
    });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } });
  });

  it('is alive and ready', async () => {
    expect(await call('/healthz')).toMatchObject({ status: 200, body: { status: 'alive' } });
    expect(await call('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('echoes a plain request id and continues the trace in its log line', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { headers } = await call('/api/v1/things/traced?q=secret', {
      headers: { 'x-request-id': 'my-request-1', traceparent },
    });
    expect(headers.get('x-request-id')).toBe('my-request-1');
    const line = lines
      .map((entry) => JSON.parse(entry))
      .find((entry) => entry.request_id === 'my-request-1');
    expect(line).toMatchObject({
      msg: 'request',
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      path: '/api/v1/things/traced',
      status: 200,
    });
    expect(JSON.stringify(line)).not.toContain('secret');
  });
});

describe('a service with an invalid controller', () => {
  const start = (controller: new () => object) => {
    @Module({ controllers: [controller] })
    class WrongModule {}
    return startService(defineService({ name: 'wrong', module: WrongModule, config: baseConfig }), {
      env: { ...env, LOG_LEVEL: 'silent' },
    });
  };

  it('does not start with a route without @Endpoint', async () => {
    @Controller('x')
    class OpenController {
      @Get()
      get() {
        return {};
      }
    }
    await expect(start(OpenController)).rejects.toThrow('OpenController.get has no @Endpoint');
  });

  it('does not start with a body without a schema', async () => {
    @Controller('x')
    class LooseController {
      @Post()
      @Endpoint({ access: 'public', summary: 'x' })
      create(@Body() body: unknown) {
        return body;
      }
    }
    await expect(start(LooseController)).rejects.toThrow('takes @Body()');
  });

  it.each<[string, Partial<EndpointSpec>]>([
    [
      'inside another object',
      { response: z.object({ tokens: z.object({ access_token: z.string() }) }) },
    ],
    ['without its access token', { response: z.object({ refresh_token: z.string() }) }],
    [
      'that a statement stores',
      { response: z.object({ access_token: z.string() }), storesKey: true },
    ],
  ])(
    'does not start with a token in a response %s, which would be repeated for ever',
    async (_, part) => {
      @Controller('x')
      class TokenController {
        @Post()
        @Endpoint({ access: 'authenticated', summary: 'x', ...part })
        create() {
          return {};
        }
      }
      await expect(start(TokenController)).rejects.toThrow(
        'TokenController.create returns a token',
      );
    },
  );

  it('does not start with a nested object that would drop unknown keys', async () => {
    @Controller('x')
    class NestedController {
      @Post()
      @Endpoint({
        access: 'public',
        summary: 'x',
        body: z.object({ inner: z.object({ a: z.string() }) }),
      })
      create() {
        return {};
      }
    }
    await expect(start(NestedController)).rejects.toThrow('z.strictObject');
  });
});
