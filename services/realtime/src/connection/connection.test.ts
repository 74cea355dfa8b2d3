import { randomBytes } from 'node:crypto';
import {
  NotificationCreatedSchema,
  SessionRevocationReason,
  SessionRevokedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import {
  eventually,
  metricOf,
  type Person,
  SocketClient,
  startTribe,
  tokenFlaws,
  type Tribe,
} from '@tribe/testing';
import { realtime } from '..';

let tribe: Tribe;
let brian: Person;

beforeAll(async () => {
  tribe = await startTribe({
    services: [realtime],
    schemas: [],
    env: { MAX_SOCKETS_PER_USER: '3', CONNECT_TIMEOUT_MS: '5000' },
  });
  brian = await tribe.person('brian');
});

afterAll(() => tribe.stop());

const connect = (auth: Record<string, unknown>) =>
  SocketClient.connect(tribe.service('realtime').url, auth);

async function refusalOf(auth: Record<string, unknown>): Promise<{ code: string }> {
  const error = await connect(auth).then(
    () => undefined,
    (reason: Error & { data?: { code: string } }) => reason,
  );
  expect(error).toBeDefined();
  return { code: error?.data?.code ?? '' };
}

describe('authentication', () => {
  test('accepts a valid token and returns its user and session', async () => {
    const socket = await brian.socket();
    expect(await socket.next('connected')).toMatchObject({
      user_id: brian.id,
      session_id: expect.any(String),
    });
    socket.close();
  });

  test('refuses a connection without a token', async () => {
    expect((await refusalOf({})).code).toBe('AUTHENTICATION_REQUIRED');
  });

  test.each(tokenFlaws)('refuses a token that is %s', async (flaw) => {
    const { code } = await refusalOf({ token: tribe.tokens.sign({ user_id: newId() }, flaw) });
    expect(['TOKEN_INVALID', 'TOKEN_EXPIRED']).toContain(code);
  });

  test.each([[{ token: 42 }], [{ token: { $gt: '' } }], [{ token: 'a'.repeat(9_000) }]])(
    'refuses malformed handshake %#',
    async (auth) => {
      expect((await refusalOf(auth)).code).toMatch(/AUTHENTICATION_REQUIRED|TOKEN_INVALID/);
    },
  );

  test('refuses a socket above the maximum per user', async () => {
    const token = tribe.tokens.sign({ user_id: newId() });
    const sockets = await Promise.all([connect({ token }), connect({ token }), connect({ token })]);
    await Promise.all(sockets.map((socket) => socket.next('connected')));
    expect((await refusalOf({ token })).code).toBe('TOO_MANY_SOCKETS');
    for (const socket of sockets) socket.close();
  });
});

describe('a connection without a valid token', () => {
  const open = (): WebSocket => {
    const url = new URL('/ws/?EIO=4&transport=websocket', tribe.service('realtime').url);
    url.protocol = 'ws:';
    return new WebSocket(url);
  };
  const closed = (socket: WebSocket) =>
    new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));

  test('is closed after its first refusal, and others are served meanwhile', async () => {
    const honest = await brian.socket();
    const [head] = tribe.tokens.sign({ user_id: newId() }).split(/\.(?=[^.]*$)/);
    const refusals: string[] = [];
    const flood = Array.from({ length: 50 }, () => {
      const socket = open();
      socket.addEventListener('message', ({ data }) => {
        if (String(data).startsWith('44')) refusals.push(String(data));
        if (!String(data).startsWith('0')) return;
        for (let n = 0; n < 50; n += 1)
          socket.send(`40{"token":"${head}.${randomBytes(64).toString('base64url')}"}`);
      });
      return closed(socket);
    });
    expect(await honest.request('presence', { status: 'online' })).toEqual({ ok: true });
    await Promise.all(flood);
    expect(refusals.length).toBeGreaterThanOrEqual(50);
    expect(refusals.filter((text) => text.includes('TOKEN_INVALID'))).toHaveLength(50);
    honest.close();
  });

  test('is closed when it sends no token in time', async () => {
    await closed(open());
  });
});

test('open sockets are counted in a metric', async () => {
  const count = () => metricOf(tribe.service('realtime'), 'tribe_realtime_sockets');
  const sockets = await Promise.all(
    [1, 2].map(() => connect({ token: tribe.tokens.sign({ user_id: newId() }) })),
  );
  expect(await count()).toBeGreaterThanOrEqual(2);
  for (const socket of sockets) socket.close();
  await eventually(async () => (await count()) === 0);
});

describe('an open socket', () => {
  test('is disconnected when its session is revoked, and the session cannot open another', async () => {
    const [userId, sid] = [newId(), newId()];
    const token = tribe.tokens.sign({ user_id: userId, sid });
    const socket = await connect({ token });
    const revoked = { sessionId: sid, userId, reason: SessionRevocationReason.LOGOUT };
    await tribe.publishAs(
      'identity',
      eventOf(SessionRevokedSchema, { entityId: sid, entityVersion: 2, data: revoked }),
    );
    expect(await socket.closed()).toBe('io server disconnect');
    expect((await refusalOf({ token })).code).toBe('SESSION_REVOKED');
  });

  test('is disconnected when it sends too many events', async () => {
    const socket = await connect({ token: tribe.tokens.sign({ user_id: newId() }) });
    for (let count = 0; count < 60; count++) socket.emit('presence', { status: 'online' });
    expect(await socket.closed()).toBe('io server disconnect');
  });

  test('cannot be renewed with a token of another session', async () => {
    const socket = await brian.socket();
    const answer = await socket.request('auth.renew', {
      token: tribe.tokens.sign({ user_id: newId() }),
    });
    expect(answer).toMatchObject({ ok: false, code: 'TOKEN_INVALID' });
    socket.close();
  });
});

describe('client events', () => {
  test.each([
    ['subscribe', undefined],
    ['subscribe', 'goal'],
    ['subscribe', { channel: 'goal', goal_id: 'not-a-uuid' }],
    ['subscribe', { channel: 'everything', goal_id: newId() }],
    ['subscribe', { channel: 'goal', goal_id: newId(), extra: true }],
    ['presence', { status: 'invisible' }],
    ['auth.renew', { token: 7 }],
  ])('refuses %s with %j', async (event, payload) => {
    const socket = await brian.socket();
    expect(await socket.request(event, payload)).toMatchObject({
      ok: false,
      code: 'VALIDATION_FAILED',
    });
    socket.close();
  });

  test('refuses a subscription while goals is unavailable', async () => {
    const socket = await brian.socket();
    const answer = await socket.request('subscribe', { channel: 'goal', goal_id: newId() });
    expect(answer).toMatchObject({ ok: false, code: 'RPC_UNAVAILABLE' });
    socket.close();
  });
});

describe('pushes', () => {
  test('a notification reaches all sockets of its recipient and no others', async () => {
    const clarie = await tribe.person('clarie');
    const [phone, laptop, stranger] = [
      await brian.socket(),
      await brian.socket(),
      await clarie.socket(),
    ];
    const id = newId();
    const data = {
      id,
      userId: brian.id,
      title: 'Goal Completed! 🎉',
      message: 'You did it',
      notificationType: 'goal_completed',
    };
    await tribe.publishAs(
      'notifications',
      eventOf(NotificationCreatedSchema, { entityId: id, entityVersion: 1, data }),
    );
    const expected = {
      notification: { id, title: 'Goal Completed! 🎉', notification_type: 'goal_completed' },
      sequence: 1,
    };
    expect(await phone.next('notification.new')).toMatchObject(expected);
    expect(await laptop.next('notification.new')).toMatchObject(expected);
    expect(stranger.received.map(({ event }) => event)).not.toContain('notification.new');
    for (const socket of [phone, laptop, stranger]) socket.close();
  });

  test('an event older than one minute is not pushed', async () => {
    const socket = await brian.socket();
    const [old, fresh] = [newId(), newId()];
    const about = (id: string) => ({
      id,
      userId: brian.id,
      title: 'T',
      message: 'M',
      notificationType: 'goal_completed',
    });
    const occurredAt = new Date(Date.now() - 120_000);
    await tribe.publishAs(
      'notifications',
      eventOf(NotificationCreatedSchema, {
        entityId: old,
        entityVersion: 1,
        data: about(old),
        occurredAt,
      }),
    );
    await tribe.publishAs(
      'notifications',
      eventOf(NotificationCreatedSchema, { entityId: fresh, entityVersion: 1, data: about(fresh) }),
    );
    expect((await socket.next('notification.new')).notification.id).toBe(fresh);
    socket.close();
  });
});
