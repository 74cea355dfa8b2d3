import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, createBrotliDecompress, gunzipSync } from 'node:zlib';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { TestUpstream } from '../test-upstream.test-support';

const path = '/api/v1/goals';
const text = JSON.stringify({
  goals: Array.from({ length: 200 }, (_, n) => ({ title: `Goal ${n}` })),
});

const slowClientMs = 6_000;
let upstream: TestUpstream;
let tribe: Tribe;
let token: string;

beforeAll(async () => {
  upstream = await TestUpstream.start();
  const env = { ...upstream.environment, SLOW_CLIENT_MS: String(slowClientMs) };
  tribe = await startTribe({ services: [gateway], schemas: [], env });
  token = tribe.tokens.sign({ user_id: randomUUID() });
});
afterAll(async () => {
  await tribe.stop();
  await upstream.stop();
});
beforeEach(() => {
  upstream.answer = (_request, response) =>
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        etag: '"7-ab"',
      })
      .end(text);
});

const port = () => Number(new URL(tribe.service('gateway').url).port);

/** Sends a request whose response is not decompressed. */
async function open(at: string, acceptEncoding: string, method = 'GET'): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': acceptEncoding };
  const request = httpRequest({ port: port(), path: at, method, headers }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

async function ask(at: string, acceptEncoding: string, method?: string) {
  const response = await open(at, acceptEncoding, method);
  const body = Buffer.concat(await Array.fromAsync(response as AsyncIterable<Buffer>));
  return { status: response.statusCode, headers: response.headers, body };
}

test.each([
  ['br', (body: Buffer) => brotliDecompressSync(body)],
  ['gzip', (body: Buffer) => gunzipSync(body)],
])('a response of an owner is compressed with %s', async (coding, decompress) => {
  const { headers, body } = await ask(path, coding);
  expect(headers).toMatchObject({
    'content-encoding': coding,
    vary: 'Origin, Accept-Encoding',
    etag: 'W/"7-ab"',
  });
  expect(headers).not.toHaveProperty('content-length');
  expect(body.length).toBeLessThan(text.length / 4);
  expect(decompress(body).toString()).toBe(text);
});

test('a client that accepts no compression gets the response as it is', async () => {
  const { headers, body } = await ask(path, 'identity');
  expect(headers).toMatchObject({ 'content-length': String(text.length), etag: '"7-ab"' });
  expect(headers).not.toHaveProperty('content-encoding');
  expect(body.toString()).toBe(text);
});

test('a response with tokens is not compressed', async () => {
  const { headers } = await ask('/api/v1/auth/login', 'br', 'POST');
  expect(headers).toMatchObject({ 'content-length': String(text.length), etag: '"7-ab"' });
});

test('the response to HEAD keeps the length of the plain body', async () => {
  const { headers, body } = await ask(path, 'br', 'HEAD');
  expect([headers['content-length'], body.length]).toEqual([String(text.length), 0]);
});

test.each(['/openapi.json', '/docs/swagger-ui-bundle.js'])('%s is compressed', async (at) => {
  const plain = await ask(at, 'identity');
  const { headers, body } = await ask(at, 'br');
  expect(headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(body).equals(plain.body)).toBe(true);
});

test('the first part of a streamed response arrives before the last exists', async () => {
  let finish = (): void => undefined;
  upstream.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('[1,');
    finish = () => response.end('2]');
  };
  const decoded = (await open(path, 'br')).pipe(createBrotliDecompress());
  expect(String((await once(decoded, 'data'))[0])).toBe('[1,');
  finish();
  expect(String((await once(decoded, 'data'))[0])).toBe('2]');
});

test('a client that stops reading holds a bounded part of the response and is cut off', async () => {
  let sent = 0;
  let closed = false;
  upstream.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.once('close', () => (closed = true));
    const fill = (): void => {
      while (!response.destroyed && response.write(randomText(64 * 1024))) sent += 64 * 1024;
      sent += 64 * 1024;
    };
    response.on('drain', fill);
    fill();
  };
  const client = connect(port(), '127.0.0.1');
  client.on('error', () => undefined);
  client.pause();
  client.write(requestText(path));
  await eventually(() => closed);
  // Socket buffers of the kernel, twice; without backpressure it would be everything.
  expect(sent).toBeLessThan(32 * 1024 * 1024);
  client.destroy();
});

test('a client that goes away ends the compression and the request to the owner', async () => {
  let closed = false;
  upstream.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).write('x'.repeat(10_000));
    response.once('close', () => (closed = true));
  };
  const client = connect(port(), '127.0.0.1');
  client.write(requestText(path));
  await once(client, 'data');
  client.destroy();
  await eventually(() => closed, { timeoutMs: slowClientMs - 1_000 });
});

function requestText(at: string): string {
  return `GET ${at} HTTP/1.1\r\nhost: x\r\naccept-encoding: br\r\nauthorization: Bearer ${token}\r\n\r\n`;
}

/** Text that hardly compresses. */
function randomText(length: number): string {
  return randomBytes(length / 2).toString('hex');
}
