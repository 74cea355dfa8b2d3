import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { type ApiClient, eventually, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { sendJson, TestUpstream } from '../test-upstream.test-support';

const path = '/api/v1/goals';

const upstreamTimeoutMs = 6_000;

describe('Proxy', () => {
  let upstream: TestUpstream;
  let tribe: Tribe;
  let brian: ApiClient;
  let token: string;

  beforeAll(async () => {
    upstream = await TestUpstream.start();
    tribe = await startTribe({
      services: [gateway],
      schemas: [],
      env: {
        ...upstream.environment,
        UPSTREAM_TIMEOUT_MS: String(upstreamTimeoutMs),
        BODY_LIMIT_BYTES: String(1024 * 1024),
      },
    });
    token = tribe.tokens.sign({ user_id: randomUUID(), username: 'brian' });
    brian = tribe.client({ token });
  });

  afterAll(async () => {
    await tribe.stop();
    await upstream.stop();
  });

  beforeEach(() => {
    upstream.seen.length = 0;
    upstream.beforeBody = undefined;
    upstream.answer = (_request, response) => sendJson(response, 200, { ok: true });
  });

  const gatewayPort = () => Number(new URL(tribe.service('gateway').url).port);

  it('forwards the request and the response unchanged', async () => {
    upstream.answer = (_request, response) =>
      response.writeHead(201, { 'x-kind': 'goal', etag: '"1"' }).end('{"id":1}');
    const { status, body, headers } = await brian.post(`${path}?a=1&b=%20`, {
      title: 'Trip to Lisbon 🎉',
    });
    expect({ status, body }).toEqual({ status: 201, body: { id: 1 } });
    expect(headers).toMatchObject({ 'x-kind': 'goal', etag: '"1"' });
    expect(upstream.seen).toMatchObject([
      {
        method: 'POST',
        url: `${path}?a=1&b=%20`,
        body: '{"title":"Trip to Lisbon 🎉"}',
        headers: { authorization: `Bearer ${token}` },
      },
    ]);
  });

  it('sends the owner its own request id and trace, and drops those of the client', async () => {
    const traceId = 'a'.repeat(32);
    const traceparent = `00-${traceId}-${'b'.repeat(16)}-01`;
    const { headers } = await brian.get(path, {
      headers: {
        'x-user-id': 'root',
        'x-forwarded-for': '1.2.3.4',
        'x-request-id': 'not an id\t',
        traceparent,
      },
    });
    const [seen] = upstream.seen;
    expect(seen?.headers).toMatchObject({
      'x-request-id': headers['x-request-id'],
      'x-forwarded-for': '127.0.0.1',
    });
    expect(seen?.headers['x-request-id']).not.toContain('not an id');
    expect(seen?.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(seen?.headers.traceparent).not.toContain(traceId);
    expect(seen?.headers).not.toHaveProperty('x-user-id');
  });

  it('forwards responses without a body, and HEAD requests', async () => {
    upstream.answer = (_request, response) => response.writeHead(204).end();
    expect(await brian.delete(`${path}/1`)).toMatchObject({ status: 204, body: undefined });
    upstream.answer = (_request, response) =>
      response.writeHead(200, { 'content-length': '5' }).end();
    expect(await brian.request('HEAD', path)).toMatchObject({
      status: 200,
      headers: { 'content-length': '5' },
    });
  });

  it('streams a large response unchanged', async () => {
    const block = Buffer.alloc(64 * 1024, 'x');
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      for (let n = 0; n < 64; n += 1) response.write(block);
      response.end();
    };
    const { body } = await brian.get<string>(path);
    expect(body).toHaveLength(64 * block.length);
  });

  it('sends the first part of a response before the owner has sent the last', async () => {
    let finish = (): void => undefined;
    upstream.answer = (_request, response) => {
      response.writeHead(200).write('first');
      finish = () => response.end('last');
    };
    const request = httpRequest({
      port: gatewayPort(),
      path,
      headers: { authorization: `Bearer ${token}` },
    }).end();
    const [response] = await once(request, 'response');
    const [first] = await once(response, 'data');
    expect(String(first)).toBe('first');
    finish();
    const [last] = await once(response, 'data');
    expect(String(last)).toBe('last');
  });

  it('forwards a large body', async () => {
    const body = 'y'.repeat(1024 * 1024);
    await brian.post(path, body);
    expect(upstream.seen[0]?.body).toHaveLength(body.length);
  });

  it('refuses a body whose Content-Length is too large, without calling the owner', async () => {
    const { status, body } = await brian.post(path, 'y'.repeat(1024 * 1024 + 1));
    expect({ status, code: body.code }).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
    expect(upstream.seen).toHaveLength(0);
  });

  it('forwards a body as large as its endpoint allows, and refuses a larger one', async () => {
    const { routes } = upstream;
    upstream.routes = routes.map((each) =>
      each.path === path ? { ...each, bodyLimit: 1_200_000 } : each,
    );
    upstream.revision = 'files';
    const large = 'y'.repeat(1_200_000);
    await eventually(async () => (await brian.post(path, large)).status === 200);
    upstream.seen.length = 0;
    expect((await brian.post(path, large)).status).toBe(200);
    expect((await brian.post(path, `${large}y`)).status).toBe(413);
    expect(upstream.seen.map(({ body }) => body.length)).toEqual([1_200_000]);
    upstream.routes = routes;
    upstream.revision = 'one';
  });

  it('refuses a chunked body that is too large', async () => {
    const request = httpRequest({
      port: gatewayPort(),
      path,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'transfer-encoding': 'chunked' },
    });
    request.on('error', () => undefined);
    const answered = once(request, 'response');
    for (let n = 0; n < 20; n += 1) request.write(Buffer.alloc(64 * 1024));
    const [response] = await answered;
    expect(response.statusCode).toBe(413);
    request.destroy();
    expect(upstream.seen).toHaveLength(0);
  });

  it('does not call the owner before the body has arrived', async () => {
    const request = httpRequest({
      port: gatewayPort(),
      path,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-length': '4' },
    });
    request.write('ab');
    expect((await brian.get(path)).status).toBe(200);
    expect(upstream.seen.map(({ method }) => method)).toEqual(['GET']);
    request.end('cd');
    await once(request, 'response');
    expect(upstream.seen.map(({ body }) => body)).toEqual(['', 'abcd']);
  });

  it('answers a media type that is none with a problem', async () => {
    const { status, body, headers } = await brian.post(path, 'x', {
      headers: { 'content-type': 'garbage' },
    });
    expect({ status, code: body.code }).toEqual({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
    expect(headers['content-type']).toContain('application/problem+json');
    expect(headers).toHaveProperty('x-frame-options');
    expect(upstream.seen).toHaveLength(0);
  });

  it('returns the response of an owner that does not read the body', async () => {
    upstream.beforeBody = (_request, response) => {
      response.writeHead(415, { 'content-type': 'application/json' }).end('{"code":"NO"}');
      return true;
    };
    const { status, body } = await brian.post(path, 'z'.repeat(900_000));
    expect({ status, body }).toEqual({ status: 415, body: { code: 'NO' } });
  });

  it('returns 504 when the owner is slow', async () => {
    upstream.answer = () => undefined;
    const { status, body } = await brian.get(path);
    expect({ status, code: body.code }).toEqual({ status: 504, code: 'DEADLINE_EXCEEDED' });
    expect(upstream.seen).toHaveLength(1);
  });

  it('retries a safe request once when the connection breaks', async () => {
    upstream.answer = (_request, response) => {
      if (upstream.seen.length === 1) response.socket?.resetAndDestroy();
      else sendJson(response, 200, { ok: true });
    };
    expect((await brian.get(path)).status).toBe(200);
    expect(upstream.seen).toHaveLength(2);
  });

  it('never sends a write twice', async () => {
    upstream.answer = (_request, response) => response.socket?.resetAndDestroy();
    const { status, body, headers } = await brian.post(path, {});
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'UPSTREAM_UNAVAILABLE' });
    expect(headers['retry-after']).toBeDefined();
    expect(upstream.seen).toHaveLength(1);
  });

  it('closes the connection when the owner fails in the middle of a response', async () => {
    upstream.answer = (_request, response) => {
      response
        .writeHead(200, { 'content-length': '100' })
        .write('half', () => response.socket?.resetAndDestroy());
    };
    await expect(brian.get(path)).rejects.toThrow();
  });

  it('returns 502 when the owner does not respond with HTTP', async () => {
    upstream.answer = (_request, response) => response.socket?.end('HTTP/9.9 what\r\n\r\n');
    expect((await brian.get(path)).status).toBe(502);
  });

  it('closes the connection to the owner when the client disconnects', async () => {
    let closed = false;
    upstream.answer = (_request, response) => response.once('close', () => (closed = true));
    const client = connect(gatewayPort(), '127.0.0.1');
    client.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`);
    await eventually(() => upstream.seen.length === 1);
    client.destroy();
    await eventually(() => closed, { timeoutMs: upstreamTimeoutMs - 1_000 });
  });

  it('returns 503 with Retry-After while the owner is down, and recovers when it is up', async () => {
    const { port } = upstream;
    await upstream.stop();
    const { status, body, headers } = await brian.get(path);
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'UPSTREAM_UNAVAILABLE' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    upstream = await TestUpstream.start(port);
    expect((await brian.get(path)).status).toBe(200);
  });
});
