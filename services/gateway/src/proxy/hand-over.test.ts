import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { Neighbours } from '@tribe/service-kit';
import { type ApiClient, eventually, startTribe, type Tribe } from '@tribe/testing';
import fastify from 'fastify';
import { gateway } from '..';
import { sendJson, TestUpstream } from '../test-upstream.test-support';

const path = '/api/v1/goals';

/** The owner receives requests both over a connection and from the gateway in its process. */
const upstreamTimeoutMs = 6_000;

describe('Proxy of an owner in the same process', () => {
  const neighbours = new Neighbours();
  let upstream: TestUpstream;
  let tribe: Tribe;
  let brian: ApiClient;
  let token: string;
  let leave: () => Promise<void>;

  beforeAll(async () => {
    upstream = await TestUpstream.start();
    tribe = await startTribe({
      services: [gateway],
      schemas: [],
      neighbours,
      env: {
        ...upstream.environment,
        UPSTREAM_TIMEOUT_MS: String(upstreamTimeoutMs),
        UPSTREAM_MAX_IN_FLIGHT: '4',
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
    handedOver = 0;
    leave = neighbours.join('goals', (request, response) => {
      handedOver += 1;
      upstream.server.emit('request', request, response);
    });
  });

  afterEach(() => leave());

  let handedOver = 0;
  const port = () => Number(new URL(tribe.service('gateway').url).port);
  const authorization = () => ({ authorization: `Bearer ${token}` });

  it('hands the request over, and sends its response with the headers of the gateway', async () => {
    upstream.answer = (_request, response) =>
      response
        .writeHead(201, { 'x-kind': 'goal', 'x-frame-options': 'ALLOW', 'keep-alive': 'timeout=1' })
        .end('{"id":1}');
    const { status, body, headers } = await brian.post(`${path}?a=1&b=%20`, { title: 'Lisbon 🎉' });
    expect({ status, body }).toEqual({ status: 201, body: { id: 1 } });
    expect(headers).toMatchObject({ 'x-kind': 'goal', 'x-frame-options': 'DENY' });
    expect(headers['keep-alive']).not.toBe('timeout=1');
    expect(upstream.seen).toMatchObject([
      { method: 'POST', url: `${path}?a=1&b=%20`, body: '{"title":"Lisbon 🎉"}' },
    ]);
    expect(handedOver).toBe(1);
  });

  it('gives the owner exactly the headers of a request over a connection', async () => {
    const send = () =>
      brian.post(
        path,
        { title: 'x' },
        {
          headers: {
            'x-user-id': 'root',
            'x-forwarded-for': '1.2.3.4',
            'x-request-id': 'a'.repeat(20),
            traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
            cookie: 'a=b',
            te: 'trailers',
          },
        },
      );
    const { headers } = await send();
    await leave();
    await send();
    const [local, remote] = upstream.seen;
    const own = { 'x-request-id': '', traceparent: '' };
    const { connection: _connection, ...fromConnection } = remote?.headers ?? {};
    expect({ ...local?.headers, ...own }).toEqual({ ...fromConnection, ...own });
    expect(local?.headers['x-request-id']).toBe(headers['x-request-id']);
    expect(local?.headers.traceparent).not.toContain('a'.repeat(32));
    expect(handedOver).toBe(1);
  });

  it.each(['gzip', 'br'])('compresses the response with %s', async (coding) => {
    const text = JSON.stringify({ text: 'x'.repeat(10_000) });
    upstream.answer = (_request, response) =>
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'content-length': text.length,
          etag: '"1"',
        })
        .end(text);
    const response = await fetch(`${tribe.service('gateway').url}${path}`, {
      headers: { ...authorization(), 'accept-encoding': coding },
    });
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('etag')).toBe('W/"1"');
    expect(response.headers.has('content-length')).toBe(false);
    expect(await response.text()).toBe(text);
  });

  it('compresses a large stream without loss, whose owner waits for the client', async () => {
    const parts = Array.from({ length: 200 }, () => randomUUID().repeat(1_000));
    upstream.answer = (_request, response) => {
      response.setHeader('content-type', 'text/plain');
      Readable.from(parts).pipe(response);
    };
    const response = await fetch(`${tribe.service('gateway').url}${path}`, {
      headers: { ...authorization(), 'accept-encoding': 'gzip' },
    });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.text()).toBe(parts.join(''));
  });

  it('sends the first part of a response before the owner has sent the last', async () => {
    const stream = new PassThrough();
    upstream.answer = (_request, response) => stream.pipe(response.writeHead(200));
    const request = httpRequest({ port: port(), path, headers: authorization() }).end();
    stream.write('first');
    const [response] = await once(request, 'response');
    expect(String((await once(response, 'data'))[0])).toBe('first');
    stream.end('last');
    expect(String((await once(response, 'data'))[0])).toBe('last');
  });

  it('answers 504 when the owner is slow, without what the owner sets and sends later', async () => {
    let late = (): void => undefined;
    upstream.answer = (_request, response) => {
      response.setHeader('x-late', 'yes');
      late = () => void (response.writableEnded || response.end('late'));
    };
    const { status, body, headers } = await brian.get(path);
    expect({ status, code: body.code }).toEqual({ status: 504, code: 'DEADLINE_EXCEEDED' });
    expect(headers).not.toHaveProperty('x-late');
    late();
    upstream.answer = (_request, response) => sendJson(response, 200, { ok: true });
    expect((await brian.get(path)).status).toBe(200);
  });

  it('ignores what an owner returns after the deadline, also on the next request of the client', async () => {
    await leave();
    const { promise: opened, resolve: open } = Promise.withResolvers<void>();
    const replied = Promise.withResolvers<void>();
    const owner = fastify();
    owner.get(`${path}/1`, async (_request, reply) => {
      await opened;
      setImmediate(replied.resolve);
      return reply.code(201).header('x-late', 'yes').send({ late: true });
    });
    owner.get(path, () => ({ late: false }));
    await owner.ready();
    leave = neighbours.join('goals', owner.routing);

    expect((await brian.get(`${path}/1`)).status).toBe(504);
    open();
    await replied.promise;
    expect(await brian.get(path)).toMatchObject({ status: 200, body: { late: false } });
    await leave();
    await owner.close();
  });

  it('refuses further requests with 503 while as many as allowed are in flight', async () => {
    const answers: (() => void)[] = [];
    upstream.answer = (_request, response) =>
      void answers.push(() => sendJson(response, 200, { ok: true }));
    const allowed = Array.from({ length: 4 }, () => brian.get(path));
    await eventually(() => answers.length === 4);
    const { status, body } = await brian.get(path);
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'OVERLOADED' });
    for (const answer of answers) answer();
    expect((await Promise.all(allowed)).map((each) => each.status)).toEqual([200, 200, 200, 200]);
    upstream.answer = (_request, response) => sendJson(response, 200, { ok: true });
    expect((await brian.get(path)).status).toBe(200);
  });

  it('refuses a body that is too large, with and without a Content-Length', async () => {
    const { status, body } = await brian.post(path, 'y'.repeat(1024 * 1024 + 1));
    expect({ status, code: body.code }).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
    const request = httpRequest({
      port: port(),
      path,
      method: 'POST',
      headers: { ...authorization(), 'transfer-encoding': 'chunked' },
    });
    request.on('error', () => undefined);
    const answered = once(request, 'response');
    for (let n = 0; n < 20; n += 1) request.write(Buffer.alloc(64 * 1024));
    expect((await answered)[0].statusCode).toBe(413);
    request.destroy();
    expect({ handedOver, seen: upstream.seen }).toEqual({ handedOver: 0, seen: [] });
  });

  it('returns the response of an owner that does not read the body', async () => {
    upstream.beforeBody = (_request, response) => {
      sendJson(response, 415, { code: 'NO' });
      return true;
    };
    const { status, body } = await brian.post(path, 'z'.repeat(900_000));
    expect({ status, body }).toEqual({ status: 415, body: { code: 'NO' } });
  });

  it('shows the owner that the client has disconnected', async () => {
    let closed = false;
    upstream.answer = (_request, response) => response.once('close', () => (closed = true));
    const client = connect(port(), '127.0.0.1');
    client.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`);
    await eventually(() => upstream.seen.length === 1);
    client.destroy();
    await eventually(() => closed, { timeoutMs: upstreamTimeoutMs - 1_000 });
  });

  it('sends requests over a connection once the owner has left, which waits for its responses', async () => {
    let answer = (): void => undefined;
    upstream.answer = (_request, response) => (answer = () => sendJson(response, 200, { n: 1 }));
    const first = brian.get(path);
    await eventually(() => upstream.seen.length === 1);
    let left = false;
    const leaving = leave().then(() => (left = true));
    upstream.answer = (_request, response) => sendJson(response, 200, { n: 2 });
    expect((await brian.get(path)).body).toEqual({ n: 2 });
    expect({ left, handedOver }).toEqual({ left: false, handedOver: 1 });
    answer();
    expect((await first).body).toEqual({ n: 1 });
    await leaving;
  });
});
