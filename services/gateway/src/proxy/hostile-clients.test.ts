import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type ApiClient, eventually, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { sendJson, TestUpstream } from '../test-upstream.test-support';

const path = '/api/v1/goals';
const connections = 4;
const large = Buffer.alloc(24 * 1024 * 1024, 'x');

/** With few connections to the owners, so that a connection that is held without need is noticed. */
describe('Clients that send or read slowly', () => {
  let upstream: TestUpstream;
  let tribe: Tribe;
  let brian: ApiClient;
  let token: string;
  let sockets: Socket[];

  beforeAll(async () => {
    upstream = await TestUpstream.start();
    tribe = await startTribe({
      services: [gateway],
      schemas: [],
      env: {
        ...upstream.environment,
        UPSTREAM_CONNECTIONS: String(connections),
        UPSTREAM_QUEUE_MS: '2000',
        UPSTREAM_TIMEOUT_MS: '10000',
        SLOW_CLIENT_MS: '5000',
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
    sockets = [];
    upstream.seen.length = 0;
    upstream.answer = (_request, response) => sendJson(response, 200, { ok: true });
  });

  afterEach(() => {
    for (const socket of sockets) socket.destroy();
  });

  const open = async (head: string): Promise<Socket> => {
    const socket = connect(Number(new URL(tribe.service('gateway').url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(`${head}\r\nhost: x\r\nauthorization: Bearer ${token}\r\n`);

    return socket;
  };

  it('serves others while bodies arrive slowly', async () => {
    await Promise.all(
      Array.from({ length: 10 * connections }, async () => {
        const socket = await open(`POST ${path} HTTP/1.1`);
        socket.write('content-type: application/json\r\ncontent-length: 200\r\n\r\n{');
      }),
    );
    expect((await brian.get(path)).status).toBe(200);
    expect((await brian.post(path, {})).status).toBe(200);
    expect((await brian.get('/readyz')).status).toBe(200);
    expect(upstream.seen).toHaveLength(2);
  });

  it('disconnects clients that do not read a large response, and serves others then', async () => {
    let cut = 0;
    upstream.answer = (_request, response) =>
      response
        .writeHead(200)
        .once('close', () => (cut += 1))
        .end(large);
    const readers = await Promise.all(
      Array.from({ length: connections }, async () => {
        const socket = await open(`GET ${path} HTTP/1.1`);
        socket.pause();
        socket.write('\r\n');
        return socket;
      }),
    );
    await eventually(() => upstream.seen.length === connections);
    upstream.answer = (_request, response) => sendJson(response, 200, { ok: true });
    await eventually(() => cut === connections);
    expect((await brian.get(path)).status).toBe(200);
    for (const reader of readers) reader.resume();
    await Promise.all(readers.map((reader) => once(reader, 'close')));
    expect(readers.every(({ bytesRead }) => bytesRead < large.length)).toBe(true);
  });

  it('sends a large response as a whole to a client that reads with pauses', async () => {
    upstream.answer = (_request, response) =>
      response.writeHead(200, { 'content-length': large.length }).end(large);
    const reader = await open(`GET ${path} HTTP/1.1`);
    reader.write('connection: close\r\n\r\n');
    let received = 0;
    let pauseAt = large.length / 8;
    reader.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received < pauseAt) return;
      pauseAt += large.length / 8;
      reader.pause();
      setTimeout(() => reader.resume(), 800);
    });
    await once(reader, 'close');
    expect(received).toBeGreaterThan(large.length);
  });

  it('refuses a request with 503 that waits for a connection for too long, and no probe or composed response', async () => {
    const answers: (() => void)[] = [];
    upstream.answer = (request, response) => {
      const answer = () => sendJson(response, 200, {});
      if (request.url === path) answers.push(answer);
      else answer();
    };
    const held = Array.from({ length: connections }, () => brian.get(path));
    await eventually(() => answers.length === connections);
    const waiting = brian.get(path);
    expect((await brian.get('/api/v1/settings')).body).toMatchObject({ unavailable: [] });
    const { status, body, headers } = await waiting;
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'OVERLOADED' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    for (const answer of answers) answer();
    expect((await Promise.all(held)).map((each) => each.status)).toEqual(held.map(() => 200));
    expect((await brian.get('/readyz')).status).toBe(200);
    expect(upstream.seen.filter(({ url }) => url === path)).toHaveLength(connections);
  });
});
