import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { eventually, metricOf, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { TestUpstream } from '../test-upstream.test-support';

const handshake = [
  'GET /ws/?EIO=4&transport=websocket HTTP/1.1',
  'host: x',
  'connection: Upgrade',
  'upgrade: websocket',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version: 13',
  '\r\n',
].join('\r\n');
const switching =
  'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\r\n';
const places = 3;

describe('A WebSocket at the gateway', () => {
  let upstream: TestUpstream;
  let realtime: Server;
  let tribe: Tribe;
  /** Called for each handshake that reaches realtime. */
  let serve: (socket: Socket) => void;
  const joined: Socket[] = [];
  const clients: Socket[] = [];

  beforeAll(async () => {
    upstream = await TestUpstream.start();
    realtime = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (request: Buffer) => {
        if (!request.toString().startsWith('GET /ws')) return socket.destroy();
        joined.push(socket);
        return serve(socket);
      });
    });
    await new Promise<void>((resolve) => realtime.listen(0, '127.0.0.1', resolve));
    const { port } = realtime.address() as { port: number };
    tribe = await startTribe({
      services: [gateway],
      schemas: [],
      env: {
        UPSTREAMS: `${upstream.environment['UPSTREAMS']},realtime=http://127.0.0.1:${port}`,
        RATE_LIMIT_ENABLED: 'true',
        MAX_WEBSOCKETS_PER_ADDRESS: String(places),
        UPSTREAM_TIMEOUT_MS: '5000',
        SLOW_CLIENT_MS: '5000',
      },
    });
  });

  afterAll(async () => {
    await tribe.stop();
    await upstream.stop();
    realtime.close();
  });

  beforeEach(() => {
    serve = (socket) => void socket.write(switching);
  });

  afterEach(async () => {
    for (const socket of [...clients.splice(0), ...joined.splice(0)]) socket.destroy();
    await eventually(async () => (await openSockets()) === 0);
  });

  const openSockets = () => metricOf(tribe.service('gateway'), 'tribe_gateway_websockets');

  /** Sends a handshake over a socket whose half the client never closes. */
  function open(): Socket {
    const port = Number(new URL(tribe.service('gateway').url).port);
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    socket.write(handshake);
    clients.push(socket);

    return socket;
  }

  async function statusOf(socket: Socket): Promise<number> {
    const [head] = (await once(socket, 'data')) as [Buffer];
    return Number(/^HTTP\/1\.1 (\d+)/.exec(head.toString())?.[1]);
  }

  it('takes a place before it is counted, so that handshakes at the same time take no more', async () => {
    // Redis counts none of them before all have arrived.
    await tribe.redis.client.call('CLIENT', 'PAUSE', '200', 'ALL');
    const statuses = await Promise.all(Array.from({ length: 12 }, () => statusOf(open())));
    expect(statuses.filter((status) => status === 101)).toHaveLength(places);
    expect(statuses.filter((status) => status === 429)).toHaveLength(12 - places);
  });

  it('gets 503 when realtime accepts the connection and does not answer', async () => {
    serve = () => undefined;
    expect(await statusOf(open())).toBe(503);
    await eventually(async () => (await openSockets()) === 0);
  });

  it('frees its place when realtime has closed and the client never closes its half', async () => {
    const socket = open();
    expect(await statusOf(socket)).toBe(101);
    joined[0]?.end();
    await eventually(async () => (await openSockets()) === 0);
  });

  it('is closed when its client takes nothing, although it goes on sending', async () => {
    serve = (socket) => {
      const push = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(64 * 1024)));
      };
      socket.on('drain', push);
      socket.write(switching);
      push();
    };
    const socket = open();
    expect(await statusOf(socket)).toBe(101);
    socket.pause();
    const alive = setInterval(() => socket.write('3'), 50);
    await eventually(async () => (await openSockets()) === 0).finally(() => clearInterval(alive));
  });
});
