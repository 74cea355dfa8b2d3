import {
  MessageSentSchema,
  NotificationCreatedSchema,
  SessionRevocationReason,
  SessionRevokedSchema,
  UserBlockedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import {
  EventStreamClient,
  type EventStreamOptions,
  eventually,
  metricOf,
  SocketClient,
  startTribe,
  tokenFlaws,
  type Tribe,
} from '@tribe/testing';
import { realtime } from '..';
import { MessagingDouble } from '../conversation/messaging-double.test-support';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { GoalsDouble, participant, refused } from '../subscription/goals-double.test-support';

let tribe: Tribe;
let messaging: MessagingDouble;
let goals: GoalsDouble;

beforeAll(async () => {
  tribe = await startTribe({
    services: [realtime],
    schemas: [],
    env: {
      MAX_SOCKETS_PER_USER: '2',
      MAX_UNREAD_BYTES: String(64 * 1_024),
      STREAM_HEARTBEAT_MS: '100',
    },
  });
  messaging = await MessagingDouble.start(tribe);
  goals = await GoalsDouble.start(tribe);
});
afterAll(() => tribe.stop());

/** A user with one conversation. */
class Reader {
  readonly userId = newId();
  readonly sessionId = newId();
  readonly conversation = { id: newId() };
  private entries = 0;

  constructor() {
    messaging.answers.set(this.userId, { conversationIds: [this.conversation.id] });
  }

  token(validForSeconds = 3_600): string {
    return tribe.tokens.sign({ user_id: this.userId, sid: this.sessionId, validForSeconds });
  }

  async open(options: EventStreamOptions = {}, token = this.token()): Promise<EventStreamClient> {
    const stream = await openWith(token, options);
    await stream.next('connected');

    return stream;
  }

  async socket(): Promise<SocketClient> {
    const socket = await SocketClient.connect(url(), { token: this.token() });
    await socket.next('connected');

    return socket;
  }

  send(content: string, senderId = newId()): Promise<void> {
    this.entries += 1;
    const sender = { id: senderId, username: 'sender', fullName: 'Sender' };
    const data = { conversation: this.conversation, message: { id: newId(), sender, content } };
    const entity = { entityId: this.conversation.id, entityVersion: this.entries };
    return tribe.publishAs('messaging', eventOf(MessageSentSchema, { ...entity, data }));
  }

  notify(title: string, message = 'Message'): Promise<void> {
    const id = newId();
    const data = { id, userId: this.userId, title, message, notificationType: 'goal_completed' };
    const event = { entityId: id, entityVersion: 1, data };
    return tribe.publishAs('notifications', eventOf(NotificationCreatedSchema, event));
  }
}

const url = () => tribe.service('realtime').url;
const openWith = (token: string | undefined, options?: EventStreamOptions) =>
  EventStreamClient.open(url(), token, options);

test('a stream has the pushes of a socket, with their ids, and comments that keep it open', async () => {
  const reader = new Reader();
  const [stream, socket] = [await reader.open(), await reader.socket()];
  expect(stream.status).toBe(200);
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
  });

  await reader.send('Line one\nline two');
  await reader.notify('Title');
  await stream.next('notification.new');
  await socket.next('notification.new');
  const pushes = stream.received.filter(({ id }) => id !== undefined);
  expect(pushes.map(({ event, payload }) => ({ event, payload }))).toEqual(
    socket.received.filter(({ event }) => event !== 'connected'),
  );
  expect(pushes.map(({ id }) => id)).toEqual(pushes.map(({ payload }) => payload.id));

  await eventually(() => stream.comments > 0);
  stream.close();
  socket.close();
});

describe('a stream is refused', () => {
  test('without a token, and with a token in the URL', async () => {
    const without = await openWith(undefined);
    expect([without.status, await without.problem()]).toMatchObject([
      401,
      { code: 'AUTHENTICATION_REQUIRED' },
    ]);
    const inUrl = await openWith(new Reader().token(), { query: 'access_token=x' });
    expect(inUrl.status).toBe(422);
  });

  test.each(tokenFlaws)('with a token that is %s', async (flaw) => {
    const stream = await openWith(tribe.tokens.sign({ user_id: newId() }, flaw));
    expect(stream.status).toBe(401);
    expect((await stream.problem()).code).toMatch(/TOKEN_(INVALID|EXPIRED)/);
  });

  test('above the maximum of sockets of the user, until another is closed', async () => {
    const reader = new Reader();
    const [stream, socket] = [await reader.open(), await reader.socket()];
    const third = await openWith(reader.token());
    expect([third.status, await third.problem()]).toMatchObject([
      429,
      { code: 'TOO_MANY_SOCKETS' },
    ]);

    stream.close();
    await eventually(async () => {
      const next = await openWith(reader.token());
      expect(next.status).toBe(200);
      next.close();
    });
    socket.close();
  });
});

test('a client that was connected before is asked to catch up, because nothing is replayed', async () => {
  const reader = new Reader();
  const first = await reader.open();
  expect(first.received.map(({ event }) => event)).toEqual(['connected']);
  first.close();
  const again = await reader.open({ headers: { 'last-event-id': 'abc' } });
  expect(await again.next('resync')).toEqual({ last_event_id: 'abc' });
  again.close();
});

test('a stream watches the goals in its URL that the user may see', async () => {
  const [mine, hidden] = [newId(), newId()];
  const opening = new Reader().open({ query: `goal_id=${mine}&goal_id=${hidden}` });
  for (let questions = 0; questions < 2; questions += 1) {
    const { request, answer } = await goals.next();
    answer(request.goalId === mine ? participant : refused);
  }
  const stream = await opening;
  const answers = [await stream.next('subscription'), await stream.next('subscription')];
  expect(answers.find(({ goal_id }) => goal_id === mine)).toEqual({
    channel: 'goal',
    goal_id: mine,
    ok: true,
  });
  expect(answers.find(({ goal_id }) => goal_id === hidden)).toMatchObject({
    ok: false,
    code: 'GOAL_NOT_FOUND',
  });
  const { io } = tribe.service('realtime').app.get(SocketServer, { strict: false });
  expect(io.sockets.adapter.rooms.has(rooms.goal(mine))).toBe(true);
  expect(io.sockets.adapter.rooms.has(rooms.goal(hidden))).toBe(false);
  stream.close();
});

test('a stream gets no messages of users who are blocked while it is open', async () => {
  const reader = new Reader();
  const stream = await reader.open();
  const blocked = newId();
  const block = { id: newId(), blockerId: blocked, blockedId: reader.userId };
  const event = { entityId: block.id, entityVersion: 1, data: { block } };
  await tribe.publishAs('social-graph', eventOf(UserBlockedSchema, event));
  const { io } = tribe.service('realtime').app.get(SocketServer, { strict: false });
  await eventually(() => io.sockets.adapter.rooms.has(rooms.hiddenFrom(blocked)));

  await reader.send('Hidden', blocked);
  await reader.send('Shown');
  expect((await stream.next('message.new')).message.content).toBe('Shown');
  stream.close();
});

describe('a stream ends', () => {
  test('when its session is revoked', async () => {
    const reader = new Reader();
    const stream = await reader.open();
    const { sessionId, userId } = reader;
    const data = { sessionId, userId, reason: SessionRevocationReason.LOGOUT };
    const event = { entityId: sessionId, entityVersion: 2, data };
    await tribe.publishAs('identity', eventOf(SessionRevokedSchema, event));
    await stream.closed();
    expect((await openWith(reader.token())).status).toBe(401);
  });

  test('when its token expires, after a warning', async () => {
    const reader = new Reader();
    const stream = await reader.open({}, reader.token(2));
    await stream.next('auth.expiring');
    await stream.closed();
  });

  test('with the reason when the client reads too slowly, and other streams receive everything', async () => {
    const reader = new Reader();
    const [slow, quick] = [await reader.open(), await reader.open()];
    slow.pause();
    const disconnected = () =>
      metricOf(tribe.service('realtime'), 'tribe_realtime_slow_sockets_total');
    const before = await disconnected();
    const long = 'x'.repeat(60_000);
    const countOf = ({ received }: EventStreamClient) =>
      received.filter(({ event }) => event === 'notification.new').length;

    let pushes = 0;
    const push = async () => {
      await reader.notify(`${(pushes += 1)}`, long);
      await eventually(() => countOf(quick) === pushes, { everyMs: 1 });
    };

    // More than a kernel keeps for a client that does not read.
    while (pushes < 1_000 && (await disconnected()) === before) await push();
    await push();

    slow.resume();
    await slow.closed();
    expect(countOf(slow)).toBeLessThan(pushes);
    expect(countOf(quick)).toBe(pushes);
    quick.close();
  });

  test('when its pod stops, with the time to connect again', async () => {
    const stream = await new Reader().open();
    await tribe.restart('realtime');
    expect((await stream.next('draining')).reconnect_in_ms).toBeGreaterThanOrEqual(0);
    await stream.closed();
  });
});
