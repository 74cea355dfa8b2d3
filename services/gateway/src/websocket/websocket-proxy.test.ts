import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { TestUpstream } from '../test-upstream.test-support';

const path = '/ws/?EIO=4&transport=websocket';

describe('WebSocketProxy', () => {
  let upstream: TestUpstream;
  let tribe: Tribe;
  let joined: { request: IncomingMessage; socket: Duplex }[];
  const clients: Socket[] = [];

  beforeAll(async () => {
    upstream = await TestUpstream.start();
    upstream.server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      joined.push({ request, socket });
      const accept = createHash('sha1').update(
        `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
      );
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept.digest('base64')}\r\n\r\n`,
      );
      socket.on('error', () => undefined);
      socket.pipe(socket);
    });
    tribe = await startTribe({
      services: [gateway],
      schemas: [],
      env: { ...upstream.environment, MAX_WEBSOCKETS_PER_ADDRESS: '3', WEBSOCKET_IDLE_MS: '5000' },
    });
  });

  afterAll(async () => {
    await tribe.stop();
    await upstream.stop();
  });

  beforeEach(() => {
    joined = [];
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await eventually(() => joined.every(({ socket }) => socket.destroyed));
  });

  const port = () => Number(new URL(tribe.service('gateway').url).port);

  /** Sends a handshake and resolves to the status, or to the open socket. */
  async function handshake(
    to: string,
    headers: Record<string, string> = {},
    toPort = port(),
  ): Promise<{
    status: number;
    socket?: Socket;
    body?: string;
    headers?: IncomingMessage['headers'];
  }> {
    const request = httpRequest({
      port: toPort,
      path: to,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
        ...headers,
      },
    }).end();
    return new Promise((resolve, reject) => {
      request.once('error', reject);
      request.once('upgrade', (_response, socket: Socket) => {
        clients.push(socket);
        resolve({ status: 101, socket });
      });
      request.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            headers: response.headers,
          }),
        );
      });
    });
  }

  it('connects the client to realtime and forwards bytes in both directions', async () => {
    const { status, socket } = await handshake(path);
    expect(status).toBe(101);
    socket?.write('ping');
    const [echo] = await once(socket as Socket, 'data');
    expect(String(echo)).toBe('ping');
  });

  it('sends its own client address and request id, and drops cookies', async () => {
    await handshake(path, { 'x-forwarded-for': '1.2.3.4', cookie: 'a=b' });
    const headers = joined[0]?.request.headers;
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'sec-websocket-version': '13',
    });
    expect(headers?.['x-request-id']).toBeDefined();
    expect(headers).not.toHaveProperty('cookie');
  });

  it('closes either side when the other side closes', async () => {
    const first = await handshake(path);
    first.socket?.destroy();
    await eventually(() => joined[0]?.socket.destroyed === true);
    const second = await handshake(path);
    joined[1]?.socket.destroy();
    await once(second.socket as Socket, 'close');
  });

  it.each([
    ['a token in the URL', `${path}&token=secret`, {}, 400],
    ['polling', '/ws/?EIO=4&transport=polling', {}, 400],
    ['another origin', path, { origin: 'https://evil.example' }, 403],
  ])('refuses %s', async (_what, to, headers, expected) => {
    const { status, body } = await handshake(to, headers);
    expect(status).toBe(expected);
    expect(JSON.parse(body ?? '')).toMatchObject({ status: expected });
    expect(body).not.toContain('secret');
    expect(joined).toHaveLength(0);
  });

  it('refuses more handshakes of an address per minute than allowed, with the time to wait', async () => {
    const limited = await startTribe({
      services: [gateway],
      schemas: [],
      env: { ...upstream.environment, RATE_LIMIT_ENABLED: 'true', HANDSHAKES_PER_MINUTE: '2' },
    });
    const to = Number(new URL(limited.service('gateway').url).port);
    const statuses = [];
    for (let n = 0; n < 3; n += 1) {
      const { status, headers } = await handshake(path, {}, to);
      statuses.push([status, Number(headers?.['retry-after']) > 5]);
    }
    expect(statuses).toEqual([
      [101, false],
      [101, false],
      [429, true],
    ]);
    for (const client of clients.splice(0)) client.destroy();
    await limited.stop();
  });

  it('ignores other upgrades, and upgrades of other paths', async () => {
    expect((await handshake('/healthz', { upgrade: 'h2c' })).status).toBe(200);
    expect((await handshake('/elsewhere')).status).toBe(404);
    expect((await tribe.client().get('/ws/?EIO=4&transport=polling')).status).toBe(404);
  });

  it('limits the sockets from one address, and accepts another when a socket closes', async () => {
    const three = [await handshake(path), await handshake(path), await handshake(path)];
    expect((await handshake(path)).status).toBe(429);
    three[0]?.socket?.destroy();
    await eventually(async () => (await handshake(path)).status === 101);
  });

  it('closes an idle socket', async () => {
    const { socket } = await handshake(path);
    await once(socket as Socket, 'close');
  });

  it('returns 503 while realtime is unavailable', async () => {
    const { port: upstreamPort } = upstream;
    const listeners = upstream.server.listeners('upgrade') as (() => void)[];
    await upstream.stop();
    const { status, body } = await handshake(path);
    expect({ status, code: JSON.parse(body ?? '{}').code }).toEqual({
      status: 503,
      code: 'UPSTREAM_UNAVAILABLE',
    });
    upstream = await TestUpstream.start(upstreamPort);
    for (const listener of listeners) upstream.server.on('upgrade', listener);
    expect((await handshake(path)).status).toBe(101);
  });

  it('accepts new sockets after a client disconnects during the handshake', async () => {
    const client = connect(port(), '127.0.0.1');
    client.write(
      `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n`,
    );
    client.resetAndDestroy();
    expect((await handshake(path)).status).toBe(101);
  });
});
