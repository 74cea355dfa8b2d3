import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gateway } from '@tribe/gateway';
import { identity } from '@tribe/identity';
import { realtime } from '@tribe/realtime';
import { startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
const sockets: Socket[] = [];

beforeAll(async () => {
  tribe = await startTribe({
    services: [gateway, identity, realtime],
    env: { RATE_LIMIT_ENABLED: 'true', TRUSTED_PROXIES: '1', MAX_WEBSOCKETS_PER_ADDRESS: '1' },
  });
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await tribe.stop();
});

/** Addresses in ten networks of 64 bits of one /48, several in each. */
const addressesOf = (wide: string, each: number) =>
  Array.from({ length: 10 }, (_, network) =>
    Array.from({ length: each }, (_address, n) => `${wide}:${network + 1}::${n + 1}`),
  ).flat();

async function post(path: string, from: string): Promise<{ status: number; policy: unknown }> {
  const headers = { 'x-forwarded-for': from };
  const answer = await tribe.client().post(path, {}, { headers });
  return { status: answer.status, policy: answer.headers['ratelimit-policy'] };
}

async function handshakeFrom(address: string): Promise<string | undefined> {
  const socket = connect(Number(new URL(tribe.service('gateway').url).port), '127.0.0.1');
  sockets.push(socket);
  socket.write(
    `GET /ws/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nx-forwarded-for: ${address}\r\n\r\n`,
  );
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes.toString('latin1').split(' ')[1];
}

test('log-ins from ten networks of a /48 leave none for an eleventh, and those of another /48 are counted apart', async () => {
  for (const address of addressesOf('2001:db8:a', 5))
    expect((await post('/api/v1/auth/login', address)).status).toBe(422);
  expect((await post('/api/v1/auth/login', '2001:db8:a:b::1')).status).toBe(429);
  expect((await post('/api/v1/auth/login', '2001:db8:b:b::1')).status).toBe(422);
});

test('refreshes of tokens are counted by address, under a limit that the people behind one address can share', async () => {
  const answers = await Promise.all(
    Array.from({ length: 301 }, () => post('/api/v1/auth/refresh', '203.0.113.7')),
  );
  expect(new Set(answers.map(({ policy }) => policy))).toEqual(new Set(['"refresh";q=300;w=60']));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  expect((await post('/api/v1/auth/refresh', '203.0.113.8')).status).toBe(422);
});

test('sockets from ten networks of a /48 leave no place for an eleventh', async () => {
  for (const address of addressesOf('2001:db8:c', 1))
    expect(await handshakeFrom(address)).toBe('101');
  expect(await handshakeFrom('2001:db8:c:b::1')).toBe('429');
  expect(await handshakeFrom('2001:db8:d:b::1')).toBe('101');
});
