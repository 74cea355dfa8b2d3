import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  baseConfig,
  defineService,
  Endpoint,
  RequestContext,
  type RunningService,
  startService,
} from '..';
import { commonErrors } from '../errors/common-errors';
import { ServiceName } from '../service/service-name';
import { Metrics } from './metrics';

const env = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  JWKS_URL: 'http://127.0.0.1:1/',
  CURSOR_SECRET: 'a secret of thirty-two characters',
};

const thingResponse = z.object({ id: z.uuid(), amount: z.number() });

@Controller('api/v1/things')
class ThingController {
  constructor(private readonly context: RequestContext) {}

  @Get(':id')
  @Endpoint({
    access: 'public',
    summary: 'Get a thing',
    params: z.object({ id: z.string() }),
    query: z.object({ limit: z.coerce.number().max(100).default(20) }),
    response: thingResponse,
    errors: [commonErrors.USER_NOT_FOUND],
  })
  get(@Param() params: { id: string }) {
    return { ...params, traceparent: this.context.traceparent };
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Create a thing',
    body: z.object({ name: z.string().max(50) }),
    status: 201,
  })
  create() {
    return {};
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

const things = defineService({ name: 'things', module: ThingModule, config: baseConfig });
const edge = defineService({ ...things, name: 'edge', edge: true });

const json = async (answer: Response) => JSON.parse(await answer.text());

const trace = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${trace}-b7ad6b7169203331-01`;

describe('metrics, traces and API description of a service', () => {
  let running: RunningService;
  beforeAll(async () => {
    running = await startService(things, { env });
  });
  afterAll(() => running.stop());

  it('serves metrics on a separate port, by route template and without ids', async () => {
    await fetch(`${running.url}/api/v1/things/some-secret-id`);
    await fetch(`${running.url}/nowhere/some-secret-id`);
    const text = await (await fetch(`${running.metricsUrl}/metrics`)).text();
    expect(text).toMatch(
      /tribe_http_request_duration_seconds_count\{.*method="GET".*route="\/api\/v1\/things\/:id".*status="200".*\} 1/,
    );
    expect(text).toContain('route="unmatched"');
    expect(text).toContain('process_cpu_user_seconds_total');
    expect(text).not.toContain('some-secret-id');
    expect((await fetch(`${running.url}/metrics`)).status).toBe(404);
  });

  it('separates the metrics of two services in one process', async () => {
    const other = await startService(things, { env });
    const text = await (await fetch(`${other.metricsUrl}/metrics`)).text();
    await other.stop();
    expect(text).not.toContain('route="/api/v1/things/:id"');
  });

  it('monitors the process once, however many services run in it', () => {
    const lagOf = (name: string) =>
      new Metrics(new ServiceName(name, '1')).registry.getSingleMetric(
        'nodejs_eventloop_lag_seconds',
      );
    expect(lagOf('first')).toBeDefined();
    expect(lagOf('second')).toBe(lagOf('first'));
  });

  it('continues a given trace and starts a new one for an invalid header', async () => {
    const ask = async (value: string) =>
      (
        await json(
          await fetch(`${running.url}/api/v1/things/7`, { headers: { traceparent: value } }),
        )
      ).traceparent as string;
    const continued = await ask(traceparent);
    expect(continued).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    expect(continued).not.toContain('b7ad6b7169203331');
    for (const broken of ['00-0-0-00', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, 'nonsense']) {
      expect(await ask(broken)).toMatch(/^00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    }
  });

  it('ignores ids from clients at the edge', async () => {
    const gateway = await startService(edge, { env });
    const headers = { traceparent, 'x-request-id': 'chosen-by-client' };
    const answer = await fetch(`${gateway.url}/api/v1/things/7`, { headers });
    expect((await json(answer)).traceparent).not.toContain(trace);
    expect(answer.headers.get('x-request-id')).not.toBe('chosen-by-client');
    await gateway.stop();
  });

  it('replaces a request id with unsafe characters', async () => {
    const answer = await fetch(`${running.url}/api/v1/things/7`, {
      headers: { 'x-request-id': 'a","level":"fatal' },
    });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('describes its endpoints from their schemas', async () => {
    const document = await json(await fetch(`${running.url}/openapi.json`));
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(['/api/v1/things/{id}', '/api/v1/things']);
    const read = document.paths['/api/v1/things/{id}'].get;
    expect(read).toMatchObject({ summary: 'Get a thing', security: [] });
    expect(read.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      {
        name: 'limit',
        in: 'query',
        required: false,
        schema: { type: 'number', maximum: 100, default: 20 },
      },
      expect.objectContaining({ name: 'If-None-Match', in: 'header', required: false }),
    ]);
    expect(read.responses['200'].content['application/json'].schema.properties.id.format).toBe(
      'uuid',
    );
    expect(read.responses['404'].description).toBe('USER_NOT_FOUND');
    const create = document.paths['/api/v1/things'].post;
    expect(create.security).toEqual([{ bearer: [] }]);
    expect(create.requestBody.content['application/json'].schema).toMatchObject({
      additionalProperties: false,
      required: ['name'],
      properties: { name: { type: 'string', maxLength: 50 } },
    });
    expect(create.responses['401'].content['application/problem+json'].schema.$ref).toBe(
      '#/components/schemas/Problem',
    );
  });
});

describe('traces', () => {
  it('reach the collector with the ids of the request and its parent span', async () => {
    const received: string[] = [];
    const collector = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (chunk: string) => received.push(chunk));
      request.on('end', () =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
      );
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    const running = await startService(things, {
      env: { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
    });
    const answer = await json(
      await fetch(`${running.url}/api/v1/things/7`, { headers: { traceparent } }),
    );
    await running.stop();
    collector.close();
    const [span] = JSON.parse(received.join('')).resourceSpans[0].scopeSpans[0].spans;
    expect(span).toMatchObject({
      traceId: trace,
      parentSpanId: 'b7ad6b7169203331',
      name: 'GET /api/v1/things/:id',
      kind: 2,
    });
    expect(answer.traceparent).toBe(`00-${trace}-${span.spanId}-01`);
  });
});
