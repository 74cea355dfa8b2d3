import { randomUUID } from 'node:crypto';
import { goals } from '@tribe/goals';
import { messaging } from '@tribe/messaging';
import { realtime } from '@tribe/realtime';
import { type Person, type SocketClient, startTribe, type Tribe } from '@tribe/testing';

const conversations = '/api/v1/conversations';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [goals, messaging, realtime] });
  [brian, alvin, clarie] = [
    await tribe.person('brian'),
    await tribe.person('alvin'),
    await tribe.person('clarie'),
  ];
  for (const friend of [alvin, clarie]) await tribe.befriend(brian, friend);
  await tribe.settled();
});

afterAll(() => tribe.stop());

/** Opens sockets of people that are in the rooms of their conversations. */
async function socketsOf(...people: Person[]): Promise<SocketClient[]> {
  const sockets = await Promise.all(people.map((person) => person.socket()));
  await Promise.all(sockets.map((socket) => socket.next('connected')));

  return sockets;
}

async function group(...others: Person[]): Promise<string> {
  const { body } = await brian.post(conversations, {
    conversation_type: 'group',
    name: 'Marathon Crew',
    participant_ids: others.map(({ id }) => id),
  });

  return body.id;
}

async function send(sender: Person, id: string, content: string) {
  const path = `${conversations}/${id}/messages`;
  const { status, body } = await sender.post(path, { content, client_msg_id: randomUUID() });
  expect(status).toBe(201);

  return body;
}

const pushesOf = (socket: SocketClient, id: string) =>
  socket.received
    .filter(({ event }) => event.startsWith('message.') || event === 'conversation.updated')
    .map(({ event, payload }) => ({
      event,
      ...(payload as { conversation_id: string; sequence: number }),
    }))
    .filter(({ conversation_id }) => conversation_id === id);
const numbersOf = (socket: SocketClient, id: string) =>
  pushesOf(socket, id).map(({ sequence }) => sequence);
const namesOf = (socket: SocketClient, id: string) =>
  pushesOf(socket, id).map(({ event }) => event);

test('every participant receives messages, edits and deletions in order, without a subscription', async () => {
  const id = await group(alvin, clarie);
  await tribe.settled();
  const sockets = await socketsOf(brian, alvin, clarie);
  const sent = await send(brian, id, 'First');
  const path = `${conversations}/${id}/messages/${sent.id}`;
  await brian.put(path, { content: 'Changed' });
  await brian.delete(path);

  for (const socket of sockets) {
    expect(await socket.next('message.new')).toMatchObject({
      sequence: 1,
      conversation_id: id,
      message: {
        id: sent.id,
        sender: { id: brian.id, username: brian.username, full_name: brian.fullName },
        content: 'First',
        message_type: 'text',
        is_ai: false,
        created_at: sent.created_at,
      },
    });
    expect(await socket.next('message.edited')).toMatchObject({
      sequence: 2,
      message_id: sent.id,
      content: 'Changed',
    });
    expect(await socket.next('message.deleted')).toMatchObject({
      sequence: 3,
      message_id: sent.id,
    });
    socket.close();
  }
});

test('a read mark reaches the participants', async () => {
  const id = await group(alvin);
  const sent = await send(brian, id, 'Read me');
  await tribe.settled();
  const [socket] = await socketsOf(brian);
  await alvin.post(`${conversations}/${id}/read`, {});

  expect(await socket?.next('message.read')).toMatchObject({
    conversation_id: id,
    message_id: sent.id,
    user_id: alvin.id,
    read_at: expect.any(String),
  });
  socket?.close();
});

test('a reaction and its removal reach the participants, numbered per message', async () => {
  const id = await group(alvin);
  const sent = await send(brian, id, 'React to me');
  await tribe.settled();
  const [socket] = await socketsOf(brian);
  const path = `${conversations}/${id}/messages/${sent.id}/reactions/${encodeURIComponent('👏')}`;
  await alvin.put(path);
  await alvin.delete(path);

  const pushed = { conversation_id: id, message_id: sent.id, user_id: alvin.id, emoji: '👏' };
  const first = await socket?.next('message.reaction');
  expect(first).toMatchObject({ ...pushed, sequence: 1, is_removed: false });
  const second = await socket?.next('message.reaction');
  expect(second).toMatchObject({ ...pushed, sequence: 2, is_removed: true });
  socket?.close();
});

test('the completion of a goal is reported in its conversation', async () => {
  const fields = { title: 'Run 10k this week', goal_type: 'group', participant_ids: [alvin.id] };
  const goal = await brian.post('/api/v1/goals', fields);
  const created = await brian.post(conversations, {
    conversation_type: 'group',
    name: 'Runners',
    goal_id: goal.body.id,
    participant_ids: [alvin.id],
  });
  expect([created.status, created.body.code]).toEqual([201, undefined]);
  await tribe.settled();
  const [socket] = await socketsOf(alvin);
  await brian.post(`/api/v1/goals/${goal.body.id}/complete`);

  expect(await socket?.next('message.new')).toMatchObject({
    conversation_id: created.body.id,
    message: {
      sender: null,
      content: null,
      metadata: { action: 'goal_completed', actor_id: brian.id, goal_title: 'Run 10k this week' },
    },
  });
  socket?.close();
});

test('sockets that are open when a user joins receive the conversation from then on', async () => {
  const [hers] = await socketsOf(clarie);
  const id = await group(alvin);
  await send(brian, id, 'Before');
  await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
  await send(brian, id, 'After');

  const joined = {
    where: ({ conversation_id }: { conversation_id: string }) => conversation_id === id,
  };
  expect(await hers?.next('conversation.updated', joined)).toMatchObject({
    sequence: 2,
    update_type: 'participants_added',
    user_ids: [clarie.id],
    conversation: { conversation_type: 'group', name: 'Marathon Crew' },
    message: { metadata: { action: 'participants_added', actor_id: brian.id } },
  });
  expect(await hers?.next('message.new', joined)).toMatchObject({ message: { content: 'After' } });
  expect(numbersOf(hers!, id)).toEqual([2, 3]);
  hers?.close();
});

test('a user who joins receives nothing about a message from before, also after its edit', async () => {
  const id = await group(alvin);
  const before = await send(brian, id, 'Before');
  await brian.post(`${conversations}/${id}/participants`, { participant_ids: [clarie.id] });
  await tribe.settled();
  const [hers, his] = await socketsOf(clarie, alvin);
  const path = `${conversations}/${id}/messages/${before.id}`;
  await brian.put(path, { content: 'Secret of before' });
  const reaction = `${path}/reactions/${encodeURIComponent('👏')}`;
  await alvin.put(reaction);
  await alvin.delete(reaction);
  await brian.post(`${path}/pin`);
  await brian.delete(`${path}/pin`);
  await send(brian, id, 'After');

  await tribe.settled();
  for (const socket of [hers, his]) await socket?.request('presence', { status: 'online' });
  expect(namesOf(hers!, id)).toEqual(['message.new']);
  expect(JSON.stringify(hers?.received)).not.toContain(before.id);
  expect(namesOf(his!, id).sort()).toEqual([
    'message.edited',
    'message.new',
    'message.pinned',
    'message.pinned',
    'message.reaction',
    'message.reaction',
  ]);
  for (const socket of [hers, his]) socket?.close();
});

test('the sockets of a user who leaves receive that change and nothing after it', async () => {
  const id = await group(alvin, clarie);
  await tribe.settled();
  const [leaving, staying] = await socketsOf(alvin, clarie);
  await alvin.delete(`${conversations}/${id}`);
  await send(brian, id, 'After');
  const ofThis = {
    where: ({ conversation_id }: { conversation_id: string }) => conversation_id === id,
  };
  await staying?.next('message.new', ofThis);
  // A response arrives after all earlier pushes to this socket.
  await leaving?.request('presence', { status: 'online' });

  expect(numbersOf(leaving!, id)).toEqual([1]);
  expect(numbersOf(staying!, id)).toEqual([1, 2]);
  for (const socket of [leaving, staying]) socket?.close();
});

test('a stranger receives nothing', async () => {
  const dorcas = await tribe.person('dorcas');
  const [stranger, socket] = await socketsOf(dorcas, alvin);
  const id = await group(alvin);
  await send(brian, id, 'Secret');
  await socket?.next('message.new', {
    where: ({ conversation_id }: { conversation_id: string }) => conversation_id === id,
  });
  await stranger?.request('presence', { status: 'online' });

  expect(numbersOf(stranger!, id)).toEqual([]);
  for (const each of [stranger, socket]) each?.close();
});

describe('typing', () => {
  const typing = (conversation_id: string, is_typing = true) => ({ conversation_id, is_typing });
  const heard = (socket: SocketClient) => socket.received.filter(({ event }) => event === 'typing');
  const watch = (socket: SocketClient, conversation_id: string) =>
    socket.request('subscribe', { channel: 'conversation', conversation_id });

  test('reaches the other participants who subscribed, with its end', async () => {
    const id = await group(alvin, clarie);
    await tribe.settled();
    const [his, hers, other] = await socketsOf(brian, alvin, clarie);
    for (const socket of [his!, hers!]) expect(await watch(socket, id)).toEqual({ ok: true });
    expect(await his?.request('typing', typing(id))).toEqual({ ok: true });

    const pushed = await hers?.next('typing');
    expect(pushed).toEqual({
      conversation_id: id,
      user: { id: brian.id, username: brian.username, full_name: brian.fullName },
      is_typing: true,
      expires_at: expect.any(String),
    });
    expect(Date.parse(pushed.expires_at)).toBeGreaterThan(Date.now());
    await his?.request('typing', typing(id, false));
    expect(await hers?.next('typing')).toMatchObject({ is_typing: false });
    await other?.request('presence', { status: 'online' });
    expect([heard(his!), heard(other!)]).toEqual([[], []]);
    for (const socket of [his, hers, other]) socket?.close();
  });

  test('is refused without a subscription, which strangers do not get', async () => {
    const id = await group(alvin);
    const dorcas = await tribe.person('dorcas');
    const [his, stranger] = await socketsOf(brian, dorcas);

    expect(await his?.request('typing', typing(id))).toMatchObject({ code: 'NOT_SUBSCRIBED' });
    const refused = await watch(stranger!, id);
    expect(refused).toMatchObject({ ok: false, code: 'CONVERSATION_NOT_FOUND' });
    expect(await watch(stranger!, randomUUID())).toEqual(refused);
    for (const socket of [his, stranger]) socket?.close();
  });

  test('ends for a user who leaves', async () => {
    const id = await group(alvin, clarie);
    await tribe.settled();
    const [leaving, staying] = await socketsOf(alvin, clarie);
    for (const socket of [leaving!, staying!]) await watch(socket, id);
    await alvin.delete(`${conversations}/${id}`);
    await tribe.settled();
    expect(await leaving?.request('typing', typing(id))).toMatchObject({ code: 'NOT_SUBSCRIBED' });
    await staying?.request('typing', typing(id));
    await leaving?.request('presence', { status: 'online' });
    expect(heard(leaving!)).toEqual([]);
    for (const socket of [leaving, staying]) socket?.close();
  });
});

test('a thread that is read on one device is read on the other devices of the user only', async () => {
  const id = await group(alvin);
  const root = await send(brian, id, 'Where do we run?');
  const path = `${conversations}/${id}/messages`;
  const body = { content: 'By the river', thread_root_id: root.id, client_msg_id: randomUUID() };
  const { body: reply } = await alvin.post(path, body);
  await tribe.settled();
  const [phone, tablet, other] = await socketsOf(brian, brian, alvin);
  await brian.post(`${path}/${root.id}/thread/read`, {});

  for (const device of [phone, tablet])
    expect(await device?.next('thread.read')).toMatchObject({
      conversation_id: id,
      thread_root_id: root.id,
      message_id: reply.id,
      sequence: reply.seq,
    });
  await tribe.settled();
  expect(other?.received.filter(({ event }) => event === 'thread.read')).toEqual([]);
});
