import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { UserUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { messaging } from '@tribe/messaging';
import { notifications } from '@tribe/notifications';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';

const conversations = '/api/v1/conversations';

interface Push {
  readonly to: string;
  readonly title?: string;
  readonly body?: string;
  readonly badge: number;
  readonly collapseId?: string;
  readonly data: { readonly type: string; readonly conversation_id: string; readonly seq: number };
}

/** The pushes that the push service has received. */
let pushes: Push[] = [];
let service: Server;
let tribe: Tribe;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  service = createServer(async (request, response) => {
    const received = (await json(request)) as Push[];
    pushes.push(...received);
    const data = received.map(({ to }) =>
      to.startsWith('ended')
        ? { status: 'error', details: { error: 'DeviceNotRegistered' } }
        : { status: 'ok' },
    );
    response.end(JSON.stringify({ data }));
  });
  await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
  const { port } = service.address() as AddressInfo;
  const env = { PUSH_URL: `http://127.0.0.1:${port}/` };
  tribe = await startTribe({ services: [messaging, notifications], env });
  [brian, alvin, clarie] = [
    await tribe.person('brian'),
    await tribe.person('alvin'),
    await tribe.person('clarie'),
  ];
  for (const friend of [alvin, clarie]) await tribe.befriend(brian, friend);
  await tribe.settled();
});

afterAll(async () => {
  await tribe.stop();
  service.close();
});

async function device(person: Person, name: string = randomUUID()): Promise<string> {
  const body = { token: name, device_type: 'ios' };
  expect((await person.post('/api/v1/notifications/push-tokens', body)).status).toBe(201);

  return name;
}

async function group(...others: Person[]): Promise<string> {
  const { body } = await brian.post(conversations, {
    conversation_type: 'group',
    name: 'Crew',
    participant_ids: others.map(({ id }) => id),
  });

  return body.id;
}

async function sendMessage(sender: Person, id: string, content: string, fields: object = {}) {
  const path = `${conversations}/${id}/messages`;
  const message = { content, client_msg_id: randomUUID(), ...fields };
  const { status, body } = await sender.post(path, message);
  expect(status).toBe(201);

  return body as { readonly id: string; readonly seq: number };
}

const send = async (sender: Person, id: string, content: string) =>
  (await sendMessage(sender, id, content)).seq;

/** Waits for the pushes of a conversation to some devices, and returns all of the conversation. */
async function pushed(id: string, ...tokens: string[]): Promise<Push[]> {
  const ofConversation = () => pushes.filter(({ data }) => data.conversation_id === id);
  await eventually(() => tokens.every((token) => ofConversation().some(({ to }) => to === token)));
  const found = ofConversation();
  pushes = [];

  return found;
}

test('a message is pushed to all devices of its recipients, with a key per conversation and the badge', async () => {
  const person = await tribe.person('dora');
  await tribe.befriend(brian, person);
  await tribe.settled();
  const [phone, tablet, ofSender] = [
    await device(person),
    await device(person),
    await device(brian),
  ];
  const { body } = await brian.post(conversations, {
    conversation_type: 'direct',
    participant_ids: [person.id],
  });
  await send(brian, body.id, 'Hello');
  await pushed(body.id, phone, tablet);
  const seq = await send(brian, body.id, 'Again');

  const found = await pushed(body.id, phone, tablet);
  expect(found.map(({ to }) => to).toSorted()).toEqual([phone, tablet].toSorted());
  expect(found.map(({ to }) => to)).not.toContain(ofSender);
  expect(found[0]).toMatchObject({
    title: brian.fullName,
    body: 'Again',
    badge: 2,
    collapseId: body.id,
    data: { type: 'message', seq },
  });
});

test('reading a conversation withdraws its push from the devices, once', async () => {
  const token = await device(alvin);
  const id = await group(alvin);
  const seq = await send(brian, id, 'Read me');
  await pushed(id, token);
  await alvin.post(`${conversations}/${id}/read`, {});

  const [withdrawal] = await pushed(id, token);
  expect(withdrawal).toMatchObject({ data: { type: 'message_read', seq } });
  expect(withdrawal).not.toHaveProperty('title');

  await brian.post(`${conversations}/${id}/read`, {});
  await send(alvin, id, 'Marker');
  const marker = await device(brian);
  await send(alvin, id, 'Another');
  const after = await pushed(id, marker);
  expect(after.filter(({ data }) => data.type === 'message_read')).toEqual([]);
});

test('reading a thread withdraws the push of its replies, and reading the conversation does not', async () => {
  const person = await tribe.person('thea');
  await tribe.befriend(brian, person);
  await tribe.settled();
  const token = await device(person);
  const id = await group(person);
  const onPhone = async () => (await pushed(id, token)).filter(({ to }) => to === token);
  const { id: root } = await sendMessage(person, id, 'Are you coming?');
  const { seq } = await sendMessage(brian, id, 'Me', { thread_root_id: root });
  expect(await onPhone()).toMatchObject([
    { collapseId: root, data: { type: 'message', thread_root_id: root } },
  ]);

  await send(brian, id, 'Hello');
  await onPhone();
  await person.post(`${conversations}/${id}/read`, {});
  const [ofConversation] = await onPhone();
  expect(ofConversation?.data).not.toHaveProperty('thread_root_id');
  await tribe.settled();
  expect(pushes.filter(({ to }) => to === token)).toEqual([]);

  await person.post(`${conversations}/${id}/messages/${root}/thread/read`, {});
  expect(await onPhone()).toMatchObject([
    { data: { type: 'message_read', thread_root_id: root, seq } },
  ]);
});

test('a message is not pushed to users who muted the conversation or do not want pushes about messages', async () => {
  const [muter, silent] = [await tribe.person('muter'), await tribe.person('silent')];
  for (const friend of [muter, silent]) await tribe.befriend(brian, friend);
  await tribe.settled();
  const tokens = [await device(muter), await device(silent)];
  const marker = await device(clarie);
  const id = await group(muter, silent, clarie);
  await muter.put(`${conversations}/${id}/mute`, { until: '2100-01-01T00:00:00Z' });
  await silent.put('/api/v1/notifications/preferences', { messages: false });
  await send(brian, id, `Hello @${muter.username} @room`);

  const found = await pushed(id, marker);
  await tribe.settled();
  expect(found.filter(({ to }) => tokens.includes(to))).toEqual([]);
  expect(found[0]).toMatchObject({ title: 'Crew' });
});

test('a message is not pushed in the quiet hours of its recipient', async () => {
  const [quiet, awake] = [await tribe.person('quiet'), await tribe.person('awake')];
  for (const friend of [quiet, awake]) await tribe.befriend(brian, friend);
  const minute = Math.floor(tribe.clock.now().getTime() / 60_000) % 1_440;

  for (const [{ id, username, fullName }, from] of [
    [quiet, -10],
    [awake, 30],
  ] as const) {
    const startMinute = (minute + from + 1_440) % 1_440;
    const quietHours = { enabled: true, startMinute, endMinute: (startMinute + 60) % 1_440 };
    const user = { user: { id, username, fullName }, isActive: true };
    const data = { ...user, locale: { timezone: 'UTC', quietHours } };
    const event = eventOf(UserUpdatedSchema, { entityId: id, entityVersion: 2, data });
    await tribe.publishAs('identity', event);
  }

  await tribe.settled();
  const [token, marker] = [await device(quiet), await device(awake)];
  const id = await group(quiet, awake);
  await send(brian, id, 'Good night');

  const found = await pushed(id, marker);
  expect(found.map(({ to }) => to)).not.toContain(token);
});

test('a device that the push service no longer knows is forgotten', async () => {
  const person = await tribe.person('ended');
  await tribe.befriend(brian, person);
  await tribe.settled();
  const token = await device(person, `ended-${randomUUID()}`);
  const id = await group(person);
  await send(brian, id, 'Hello');
  await pushed(id, token);

  const db = await tribe.db('notifications');
  const text = 'SELECT FROM devices WHERE token = $1';
  await eventually(async () => (await db.query(text, [token])).rows.length === 0);
});
