import { newId } from '@tribe/service-kit';
import type { ApiResponse, Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

/** A request about a conversation, and a message or a user of it. */
type Ask = (by: Person, path: string, id: string) => Promise<ApiResponse<Loose>>;

const clap = encodeURIComponent('👏');

/** Requests that name a message. */
const aboutMessages: Record<string, Ask> = {
  'GET /messages?before': (by, path, id) => by.get(`${path}/messages?before=${id}`),
  'GET /messages?after': (by, path, id) => by.get(`${path}/messages?after=${id}`),
  'GET /messages?around': (by, path, id) => by.get(`${path}/messages?around=${id}`),
  'POST /messages': (by, path, id) =>
    by.post(`${path}/messages`, {
      content: 'A reply',
      client_msg_id: newId(),
      reply_to_message_id: id,
    }),
  'POST /read': (by, path, id) => by.post(`${path}/read`, { message_id: id }),
  'PUT /messages/{messageId}': (by, path, id) =>
    by.put(`${path}/messages/${id}`, { content: 'Changed' }),
  'DELETE /messages/{messageId}': (by, path, id) => by.delete(`${path}/messages/${id}`),
  'PUT /messages/{messageId}/reactions/{emoji}': (by, path, id) =>
    by.put(`${path}/messages/${id}/reactions/${clap}`),
  'DELETE /messages/{messageId}/reactions/{emoji}': (by, path, id) =>
    by.delete(`${path}/messages/${id}/reactions/${clap}`),
  'PUT /draft': (by, path, id) =>
    by.put(`${path}/draft`, {
      content: 'A reply',
      reply_to_message_id: id,
      updated_at: '2026-01-01T00:00:00Z',
    }),
  'POST /messages?thread': (by, path, id) =>
    by.post(`${path}/messages`, {
      content: 'A reply',
      client_msg_id: newId(),
      thread_root_id: id,
    }),
  'GET /messages/{messageId}/thread': (by, path, id) => by.get(`${path}/messages/${id}/thread`),
  'PUT /messages/{messageId}/thread/follow': (by, path, id) =>
    by.put(`${path}/messages/${id}/thread/follow`),
  'DELETE /messages/{messageId}/thread/follow': (by, path, id) =>
    by.delete(`${path}/messages/${id}/thread/follow`),
  'POST /messages/{messageId}/thread/read': (by, path, id) =>
    by.post(`${path}/messages/${id}/thread/read`, {}),
  'POST /messages/{messageId}/pin': (by, path, id) => by.post(`${path}/messages/${id}/pin`),
  'DELETE /messages/{messageId}/pin': (by, path, id) => by.delete(`${path}/messages/${id}/pin`),
};

/** Requests about a conversation that name no message. */
const aboutConversations: Record<string, Ask> = {
  'GET ': (by, path) => by.get(path),
  'PATCH ': (by, path) => by.patch(path, { name: 'Taken over' }),
  'DELETE ': (by, path) => by.delete(path),
  'PUT /notification-level': (by, path) =>
    by.put(`${path}/notification-level`, { level: 'mentions' }),
  'PUT /mute': (by, path) => by.put(`${path}/mute`, { until: '2999-01-01T00:00:00Z' }),
  'PUT /archive': (by, path) => by.put(`${path}/archive`, { is_archived: true }),
  'POST /participants': (by, path) =>
    by.post(`${path}/participants`, { participant_ids: [world.brian.id] }),
  'DELETE /participants/{userId}': (by, path) =>
    by.delete(`${path}/participants/${world.alvin.id}`),
  'GET /messages': (by, path) => by.get(`${path}/messages`),
  'DELETE /draft': (by, path) => by.delete(`${path}/draft`),
  'GET /chain': (by, path) => by.get(`${path}/chain`),
  'GET /retention': (by, path) => by.get(`${path}/retention`),
  'PUT /retention': (by, path) => by.put(`${path}/retention`, { retention_days: 30 }),
  'GET /media': (by, path) => by.get(`${path}/media`),
  'GET /pins': (by, path) => by.get(`${path}/pins`),
  'GET /alerts': (by, path) => by.get(`${path}/alerts`),
};

const add = (by: Person, id: string, person: Person) =>
  by.post(`${conversations}/${id}/participants`, { participant_ids: [person.id] });

const withoutRequestId = ({ status, body }: ApiResponse<Loose>) => [
  status,
  { ...body, request_id: undefined, detail: undefined },
];

test('every operation about a conversation is below', async () => {
  const { body } = await world.tribe.client().get('/openapi.json');
  const prefix = `${conversations}/{conversationId}`;
  const documented = Object.entries(body.paths as Record<string, object>)
    .filter(([path]) => path.startsWith(prefix))
    .flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.slice(prefix.length)}`),
    );
  const names = Object.keys({ ...aboutMessages, ...aboutConversations });
  const covered = new Set(names.map((name) => name.split('?')[0]));
  expect(documented.filter((operation) => !covered.has(operation))).toEqual([]);
});

test.each(Object.keys(aboutMessages))(
  '%s with a message from before the joining is refused like one with an unknown message',
  async (name) => {
    const id = await world.group([world.alvin]);
    const before = await world.send(world.brian, id, 'Before');
    await add(world.brian, id, world.clarie);
    // An admin, so that only the time of the joining is against it.
    await world.rows(
      `UPDATE conversation_participants SET role = 'admin' WHERE conversation_id = $1 AND user_id = $2`,
      [id, world.clarie.id],
    );
    const written = await world.written();

    const ask = aboutMessages[name] as Ask;
    const path = `${conversations}/${id}`;
    const refused = await ask(world.clarie, path, before.id);
    expect([refused.status, refused.body.code]).toEqual([404, 'MESSAGE_NOT_FOUND']);
    const unknown = await ask(world.clarie, path, newId());
    expect(withoutRequestId(refused)).toEqual(withoutRequestId(unknown));
    expect(await world.written()).toBe(written);
  },
);

test('a removed participant learns and changes nothing, with any operation', async () => {
  const { brian, alvin, clarie } = world;
  const id = await world.group([alvin, clarie]);
  const sent = await world.send(clarie, id, 'Mine');
  const cursor = (await clarie.get('/api/v1/sync')).body.cursor;
  await brian.delete(`${conversations}/${id}/participants/${clarie.id}`);
  await world.send(brian, id, 'Secret');
  const written = await world.written();
  const path = `${conversations}/${id}`;

  for (const [name, ask] of Object.entries({ ...aboutMessages, ...aboutConversations })) {
    const { status, body } = await ask(clarie, path, sent.id);
    expect([name, status, body.code]).toEqual([name, 404, 'CONVERSATION_NOT_FOUND']);
  }

  const missed = (await clarie.get(`/api/v1/sync?cursor=${cursor}`)).body;
  expect(missed.left_conversation_ids).toEqual([id]);
  expect(JSON.stringify(missed.conversations)).not.toContain(id);
  expect(await world.written()).toBe(written);
});

test('an Idempotency-Key opens nothing after the removal, and nothing to another user', async () => {
  const { brian, alvin, clarie } = world;
  const id = await world.group([alvin, clarie]);
  const body = { content: 'Once', client_msg_id: newId() };
  const options = { headers: { 'idempotency-key': newId() } };
  const path = `${conversations}/${id}/messages`;
  const sent = await clarie.post(path, body, options);
  expect((await clarie.post(path, body, options)).body.id).toBe(sent.body.id);
  await brian.delete(`${conversations}/${id}/participants/${clarie.id}`);
  const written = await world.written();

  for (const person of [clarie, world.dorcas]) {
    const refused = await person.post(path, body, options);
    expect([refused.status, refused.body.code]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
  }

  expect(await world.written()).toBe(written);
  const own = await alvin.post(path, { ...body, content: 'Mine' }, options);
  expect([own.status, own.body.sender.id]).toEqual([201, alvin.id]);
});
