import { connect, type Socket } from 'node:net';
import { newId } from '@tribe/service-kit';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({
    services: [realtime],
    schemas: [],
    // Longer than the tests wait.
    env: { CONNECT_TIMEOUT_MS: '60000' },
  });
});

afterAll(() => tribe.stop());

/** A connection whose client speaks engine.io by hand. */
class RawConnection {
  readonly received: string[] = [];
  isClosed = false;
  private readonly socket: WebSocket;

  private constructor(query: string) {
    const url = new URL(`/ws/?EIO=4&transport=websocket${query}`, tribe.service('realtime').url);
    url.protocol = 'ws:';
    this.socket = new WebSocket(url);
    this.socket.addEventListener('message', ({ data }) => this.received.push(String(data)));
    this.socket.addEventListener('close', () => (this.isClosed = true));
  }

  static async open(query = ''): Promise<RawConnection> {
    const connection = new RawConnection(query);
    await connection.next('0');
    return connection;
  }

  send(...packets: string[]): void {
    for (const packet of packets) this.socket.send(packet);
  }

  async next(prefix: string): Promise<string> {
    return eventually(() => {
      const found = this.received.find((packet) => packet.startsWith(prefix));
      if (found === undefined) throw new Error(`No packet ${prefix} in ${this.received.join()}`);
      return found;
    });
  }

  closed(): Promise<boolean> {
    return eventually(() => this.isClosed);
  }
}

const accepted = () => `40{"token":"${tribe.tokens.sign({ user_id: newId() })}"}`;

test.each(['token', 'Token', 'token[]', 'token_id', 'access_token'])(
  'a connection with %s in the URL is refused, also with a valid token',
  async (name) => {
    const connection = await RawConnection.open(`&${name}=x`);
    connection.send(accepted());
    expect(await connection.next('44')).toContain('not in the URL');
  },
);

test('a connection that asks for another namespace gets a refusal and is closed', async () => {
  const connection = await RawConnection.open();
  connection.send('40/admin,');
  expect(await connection.next('44')).toContain('Invalid namespace');
  await connection.closed();
});

test('a socket that asks for another namespace is closed', async () => {
  const connection = await RawConnection.open();
  connection.send(accepted());
  await connection.next('40');
  connection.send('40/admin,');
  await connection.closed();
});

test('a connection is closed when its client leaves the namespace', async () => {
  const connection = await RawConnection.open();
  connection.send(accepted());
  await connection.next('40');
  connection.send('41');
  await connection.closed();
});

const opened: Socket[] = [];
afterEach(() => opened.splice(0).forEach((socket) => socket.destroy()));

/** Opens a connection whose client speaks the WebSocket protocol by hand, and never closes its half. */
async function openByHand() {
  const { hostname, port } = new URL(tribe.service('realtime').url);
  const socket: Socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  opened.push(socket);
  const state = { isClosed: false, bytes: '' };
  socket.on('error', () => undefined);
  for (const event of ['end', 'close']) socket.on(event, () => (state.isClosed = true));
  socket.on('data', (data) => (state.bytes += data.toString('latin1')));
  socket.write(
    `GET /ws/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n`,
  );
  await eventually(() => state.bytes.includes('"sid"'));

  return { socket, state };
}

const textFrame = 0x1;
const pingFrame = 0x9;
const pongFrame = 0xa;

const frame = (kind: number, text: string) =>
  Buffer.concat([Buffer.from([0x80 | kind, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);

test('a refused client that goes on sending and does not close is cut', async () => {
  const { socket, state } = await openByHand();
  socket.write(frame(textFrame, '40{"token":"x"}'));
  await eventually(() => state.bytes.includes('TOKEN_INVALID'));
  const flood = setInterval(() => socket.write(frame(textFrame, '40{"token":"x"}')), 10);
  await eventually(() => state.isClosed).finally(() => clearInterval(flood));
});

test.each([
  ['pings', pingFrame, 'x'],
  ['pongs', pongFrame, 'x'],
  ['heartbeats', textFrame, '3'],
])('a connection whose client sends very many %s is cut', async (_what, kind, text) => {
  const { socket, state } = await openByHand();
  socket.write(Buffer.concat(Array<Buffer>(5_000).fill(frame(kind, text))));
  await eventually(() => state.isClosed);
  const pongs = state.bytes.split(String.fromCharCode(0x80 | pongFrame)).length - 1;
  expect(pongs).toBeLessThan(200);
});

test('a client that does not close after the server closed the connection is cut', async () => {
  const { socket, state } = await openByHand();
  socket.write(frame(textFrame, 'not a packet'));
  await eventually(() => state.isClosed);
});
