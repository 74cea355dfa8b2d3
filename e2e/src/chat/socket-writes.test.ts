import { randomUUID } from 'node:crypto';
import { messaging } from '@tribe/messaging';
import { realtime } from '@tribe/realtime';
import { type Person, type SocketClient, startTribe, type Tribe } from '@tribe/testing';

const conversations = '/api/v1/conversations';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
let socket: SocketClient;
let id: string;

beforeAll(async () => {
  tribe = await startTribe({ services: [messaging, realtime] });
  [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  await tribe.befriend(brian, alvin);
  await tribe.settled();
  const group = { conversation_type: 'group', name: 'Crew', participant_ids: [alvin.id] };
  id = (await brian.post(conversations, group)).body.id;
  socket = await brian.socket();
});

afterAll(async () => {
  socket.close();
  await tribe.stop();
});

interface Fields {
  readonly conversation_id?: string;
  readonly content?: string;
  readonly client_msg_id?: string;
  readonly reply_to_message_id?: string;
}

const send = (fields: Fields) =>
  socket.request('message.send', {
    conversation_id: id,
    content: 'Hello',
    client_msg_id: randomUUID(),
    ...fields,
  });

test('a message over the socket is acknowledged with the response of the endpoint, once per id', async () => {
  const client_msg_id = randomUUID();
  const first = await send({ client_msg_id, content: 'Once 👏' });
  expect(first).toMatchObject({
    ok: true,
    status: 201,
    body: { content: 'Once 👏', client_msg_id },
  });
  const over = { socket: await send({ client_msg_id, content: 'Once 👏' }) };
  expect(over.socket).toMatchObject({ ok: true, status: 200, body: { id: first.body.id } });
  const body = { client_msg_id, content: 'Once 👏' };
  const http = await brian.post(`${conversations}/${id}/messages`, body);
  expect(http).toMatchObject({ status: 200, body: over.socket.body });
});

test('a message of emoji only has no other content', async () => {
  const emoji = { conversation_id: id, client_msg_id: randomUUID(), emoji_content: '🎉' };
  const sent = await socket.request('message.send', emoji);
  expect(sent).toMatchObject({ ok: true, status: 201, body: { content: '🎉' } });
  const without = { conversation_id: id, client_msg_id: randomUUID() };
  const refused = await socket.request('message.send', without);
  expect(refused).toMatchObject({ ok: false, code: 'VALIDATION_FAILED' });
});

test('messages of a socket get their numbers in the order in which they were sent', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, number) => send({ content: `${number}` })),
  );
  const numbers = answers.map(({ body }) => body.seq);
  expect(numbers).toEqual(numbers.map((_, index) => numbers[0] + index));
});

test.each([
  [{ content: ' ' }, 'VALIDATION_FAILED'],
  [{ content: 'a\u0000' }, 'VALIDATION_FAILED'],
  [{ content: 'x'.repeat(10_001) }, 'VALIDATION_FAILED'],
  [{ client_msg_id: '€' }, 'VALIDATION_FAILED'],
  [{ reply_to_message_id: randomUUID() }, 'MESSAGE_NOT_FOUND'],
  [{ conversation_id: randomUUID() }, 'CONVERSATION_NOT_FOUND'],
])('%j is refused with the problem of the endpoint', async (fields: Fields, code) => {
  const { conversation_id = id, ...body } = {
    client_msg_id: randomUUID(),
    content: 'x',
    ...fields,
  };
  const path = `${conversations}/${conversation_id}/messages`;
  const http = await brian.post(path, body);
  const refused = await send(fields);
  expect(refused).toMatchObject({ ok: false, code, status: http.status });
  expect(http.body.code).toBe(code);
  expect(refused.errors).toEqual(http.body.errors);
});

test('a long message of wide characters fits into a frame', async () => {
  const content = '愛'.repeat(10_000);
  expect(await send({ content })).toMatchObject({ ok: true, body: { content } });
});

test('a read mark over the socket is acknowledged with the response of the endpoint', async () => {
  const sent = await send({ content: 'Read me' });
  const his = await alvin.socket();
  const mark = { conversation_id: id, message_id: sent.body.id };
  expect(await his.request('message.read', mark)).toMatchObject({
    ok: true,
    status: 200,
    body: { conversation_id: id, unread_count: 0 },
  });
  expect((await brian.get(`${conversations}/${id}`)).body.last_message.id).toBe(sent.body.id);
  expect(await socket.next('message.read')).toMatchObject({ user_id: alvin.id, ...mark });
  his.close();
});

test('a message while messaging is down is refused as unavailable, and can be repeated', async () => {
  const client_msg_id = randomUUID();
  await tribe.stopService('messaging');
  const refused = await send({ client_msg_id });
  expect(refused).toMatchObject({ ok: false, code: 'RPC_UNAVAILABLE', status: 503 });
  expect(refused.retry_after).toBeGreaterThan(0);
  await tribe.startService('messaging');
  expect(await send({ client_msg_id })).toMatchObject({ ok: true });
});
