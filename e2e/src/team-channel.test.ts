import { randomUUID } from 'node:crypto';
import { messaging } from '@tribe/messaging';
import { realtime } from '@tribe/realtime';
import { socialGraph } from '@tribe/social-graph';
import { type Person, type SocketClient, startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
let coach: Person;
let player: Person;
let teamId: string;

beforeAll(async () => {
  tribe = await startTribe({ services: [messaging, realtime, socialGraph] });
  [coach, player] = [await tribe.person('coach'), await tribe.person('player')];
  const body = { name: 'Lions', privacy_level: 'public', require_approval: false };
  teamId = (await coach.post('/api/v1/teams', body)).body.id;
  await join(player);
});

afterAll(() => tribe.stop());

async function join(person: Person): Promise<void> {
  expect((await person.post(`/api/v1/teams/${teamId}/join`)).status).toBe(200);
  await tribe.settled();
}

async function channel(): Promise<string> {
  const { status, body } = await coach.post(`/api/v1/teams/${teamId}/channels`, { name: 'All' });
  expect(status).toBe(201);
  await tribe.settled();

  return body.id;
}

async function send(id: string, content: string): Promise<void> {
  const path = `/api/v1/conversations/${id}/messages`;
  expect((await coach.post(path, { content, client_msg_id: randomUUID() })).status).toBe(201);
  await tribe.settled();
}

async function connect(person: Person): Promise<SocketClient> {
  const socket = await person.socket();
  await socket.next('connected');
  return socket;
}

/** The contents of the messages that a socket has received. */
async function contentsOf(socket: SocketClient): Promise<string[]> {
  // A response arrives after all earlier pushes to this socket.
  await socket.request('presence', { status: 'online' });
  return socket.received
    .filter(({ event }) => event === 'message.new')
    .map(({ payload }) => (payload as { message: { content: string } }).message.content);
}

test('open sockets of members receive the messages of a new channel, and of a channel from before', async () => {
  const early = await connect(player);
  const id = await channel();
  const late = await connect(player);
  await send(id, 'Training at six');
  expect([await contentsOf(early), await contentsOf(late)]).toEqual([
    ['Training at six'],
    ['Training at six'],
  ]);
  for (const socket of [early, late]) socket.close();
});

test('an open socket of a former member receives nothing more, and one of a new member does', async () => {
  const id = await channel();
  const joining = await tribe.person('joining');
  const [leaving, staying, other] = [
    await connect(player),
    await connect(coach),
    await connect(joining),
  ];
  await leaving.request('subscribe', { channel: 'conversation', conversation_id: id });

  await coach.delete(`/api/v1/teams/${teamId}/members/${player.id}`);
  await join(joining);
  const where = ({ conversation_id }: { conversation_id: string }) => conversation_id === id;
  expect(await other.next('conversation.updated', { where })).toMatchObject({
    update_type: 'created',
    user_ids: [joining.id],
  });
  await send(id, 'Without the player');
  await staying.request('subscribe', { channel: 'conversation', conversation_id: id });
  await staying.request('typing', { conversation_id: id, is_typing: true });

  expect(await contentsOf(leaving)).toEqual([]);
  expect(leaving.received.map(({ event }) => event)).not.toContain('typing');
  expect(await contentsOf(other)).toEqual(['Without the player']);
  const subscribed = await leaving.request('subscribe', {
    channel: 'conversation',
    conversation_id: id,
  });
  expect(subscribed).toMatchObject({ ok: false });
  for (const socket of [leaving, staying, other]) socket.close();
});

test('a new member lists and reads the channels and joins them with a socket while events are delayed, and a stranger does not', async () => {
  const id = await channel();
  const [joining, stranger] = [await tribe.person('eager'), await tribe.person('stranger')];
  const messaging = await tribe.db('messaging');
  // No event reaches the service: each needs a row in this table.
  await messaging.query('BEGIN; LOCK TABLE inbox IN EXCLUSIVE MODE');

  try {
    expect((await joining.get(`/api/v1/teams/${teamId}/channels`)).status).toBe(404);
    expect((await joining.post(`/api/v1/teams/${teamId}/join`)).status).toBe(200);
    const listed = (await joining.get(`/api/v1/teams/${teamId}/channels`)).body.channels;
    expect(listed.map((each: { id: string }) => each.id)).toContain(id);

    for (const [person, status] of [
      [joining, 200],
      [stranger, 404],
    ] as const)
      expect((await person.get(`/api/v1/conversations/${id}/messages`)).status).toBe(status);

    const socket = await connect(joining);
    const subscription = { channel: 'conversation', conversation_id: id } as const;
    expect(await socket.request('subscribe', subscription)).toMatchObject({ ok: true });
    socket.close();
  } finally {
    await messaging.query('ROLLBACK');
  }

  await tribe.settled();
});
