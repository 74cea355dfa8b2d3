import { isDeepStrictEqual } from 'node:util';
import { eventually, type SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { answeredLike, Cast, type Relation, relations, the } from '@tribe/testing/authorization';
import { allServices } from '../all-services';
import { contribute } from '../savings-group';
import {
  type Acknowledged,
  aboutTheSocket,
  allowedRecipients,
  type SocketRow,
  socketRows,
} from './socket.rows';

const unknownId = '0190163d-8694-739b-aea5-966c26f8ad91';

let tribe: Tribe;
let cast: Cast;

beforeAll(async () => {
  // Without a pause, so that a user who is no longer in the list of friends online can be announced again.
  tribe = await startTribe({ services: allServices, env: { PRESENCE_DEBOUNCE_MS: '0' } });
  cast = await Cast.form(tribe);
});
afterAll(() => tribe.stop());

interface AsyncApi {
  readonly operations: Record<
    string,
    { action: 'send' | 'receive'; channel: { $ref: string }; messages: { $ref: string }[] }
  >;
  readonly components: { readonly messages: Record<string, { name: string }> };
}

/** Returns the names of the events that clients send (`receive`) or receive (`send`). */
async function documented(action: 'send' | 'receive'): Promise<string[]> {
  const { body } = await tribe.client().get<AsyncApi>('/asyncapi.json');
  return Object.values(body.operations)
    .filter(
      (operation) => operation.action === action && operation.channel.$ref === '#/channels/socket',
    )
    .flatMap(({ messages }) =>
      messages.map(
        ({ $ref }) => body.components.messages[$ref.split('/').at(-1) ?? '']?.name ?? $ref,
      ),
    );
}

test('every client event has a reviewed row, and every push has reviewed recipients', async () => {
  expect((await documented('receive')).sort()).toEqual(Object.keys(socketRows).sort());
  expect((await documented('send')).sort()).toEqual(
    [...Object.keys(allowedRecipients), ...aboutTheSocket].sort(),
  );
});

test('a socket with an invalid token is refused', async () => {
  const found = await Promise.all(
    cast.impostors.map(async ({ name, token, answer }) => {
      const refused = await tribe.socket(token ?? '').then(
        () => 'accepted',
        (error: { data?: { code?: string } }) => error.data?.code,
      );
      return { name, refused, wanted: answer.split(' ')[1] };
    }),
  );
  expect(found.filter(({ refused, wanted }) => refused !== wanted)).toEqual([]);
});

async function deviationsOf(
  event: string,
  row: SocketRow,
  relation: Relation,
  id: string,
): Promise<string[]> {
  const actor = cast.as(relation);
  const socket = await actor.socket();
  const expected = expectedOf(row, relation);
  const [wanted, code] = expected.startsWith('hidden') ? expected.split(' ') : ['shown', expected];
  const answer = await socket.request(event, await row.payload(id, cast, actor));
  const unknown =
    wanted === 'hidden' && (await socket.request(event, await row.payload(unknownId, cast, actor)));
  socket.close();
  const said = answer.ok ? 'ok' : answer.code;
  if (said !== code) return [`${event} as ${relation}: ${said}, reviewed: ${expected}`];
  if (unknown && !isDeepStrictEqual(answer, unknown))
    return [`${event} as ${relation} distinguishes a hidden object from an unknown object`];
  return [];
}

function expectedOf(row: SocketRow, relation: Relation): Acknowledged {
  for (let next: Relation | undefined = relation; next; next = answeredLike[next]) {
    const named = row[next];
    if (named) return named;
  }
  return row.all;
}

test.each(Object.entries(socketRows))(
  '%s is acknowledged as reviewed for all callers',
  async (event, row) => {
    const { id } = (await row.on?.(cast)) ?? { id: unknownId };
    await tribe.settled();
    const deviations: string[] = [];
    for (const relation of relations)
      deviations.push(...(await deviationsOf(event, row, relation, id)));
    expect(deviations).toEqual([]);
  },
);

/** Returns the relations whose sockets received a push about the owner or without a user. */
function recipientsOf(push: string, sockets: ReadonlyMap<Relation, SocketClient>): Relation[] {
  const isMeant = (payload: unknown) =>
    [undefined, cast.owner.id].includes((payload as { user_id?: string }).user_id);
  return relations.filter((relation) =>
    sockets
      .get(relation)
      ?.received.some(({ event, payload }) => event === push && isMeant(payload)),
  );
}

/** The owner and the member talk in a group of both. */
async function converse(sockets: ReadonlyMap<Relation, SocketClient>): Promise<void> {
  const member = cast.as('member');
  const participant_ids = [member.id];
  const group = { conversation_type: 'group', name: 'Two of us', participant_ids };
  const { body } = await cast.owner.post('/api/v1/conversations', group);
  const path = `/api/v1/conversations/${body.id}`;
  await tribe.settled();

  for (const socket of sockets.values())
    await socket.request('subscribe', { channel: 'conversation', conversation_id: body.id });

  const typing = { conversation_id: body.id, is_typing: true };
  expect(await sockets.get('owner')?.request('typing', typing)).toEqual({ ok: true });
  const message = { content: 'Hello', client_msg_id: 'hello' };
  const sent = await member.post(`${path}/messages`, message);
  await cast.owner.post(`${path}/read`, {});
  await member.put(`${path}/messages/${sent.body.id}`, { content: 'Changed' });
  await cast.owner.put(`${path}/messages/${sent.body.id}/reactions/${encodeURIComponent('👏')}`);
  await cast.owner.post(`${path}/messages/${sent.body.id}/pin`);
  await member.delete(`${path}/messages/${sent.body.id}`);
  await readThread(path);
}

/** The member replies to a message of the owner, who reads the reply. */
async function readThread(path: string): Promise<void> {
  const question = { content: 'Where?', client_msg_id: 'question' };
  const { body: root } = await cast.owner.post(`${path}/messages`, question);
  const reply = { content: 'Here', client_msg_id: 'reply', thread_root_id: root.id };
  expect((await cast.as('member').post(`${path}/messages`, reply)).status).toBe(201);
  const { status } = await cast.owner.post(`${path}/messages/${root.id}/thread/read`, {});
  expect(status).toBe(200);
}

/** The owner does a habit that belongs to a goal. */
async function checkIn(goalId: string): Promise<void> {
  const { body } = await cast.owner.post('/api/v1/systems', { title: 'Read', goal_id: goalId });
  const done = { client_id: 'phone-1', checked_in_at: tribe.clock.now().toISOString() };
  expect((await cast.owner.post(`/api/v1/systems/${body.id}/checkins`, done)).status).toBe(201);
}

/** The owner posts for friends, and edits the post. */
async function post(sockets: ReadonlyMap<Relation, SocketClient>): Promise<void> {
  const { body } = await cast.owner.post('/api/v1/posts', { caption: 'Ten kilometres' });
  await tribe.settled();

  for (const socket of sockets.values())
    await socket.request('subscribe', { channel: 'post', post_id: body.id });

  const edit = { caption: 'Eleven kilometres' };
  expect((await cast.owner.put(`/api/v1/posts/${body.id}`, edit)).status).toBe(200);
}

/** The owner shares the location with two friends. */
async function shareLocation(socket: SocketClient | undefined): Promise<void> {
  await cast.owner.put('/api/v1/settings/privacy', { share_location: true });
  const friend_ids = [cast.as('friend').id, cast.as('member').id];
  const share = { friend_ids, duration_seconds: 60 };
  expect(await socket?.request('location.share', share)).toMatchObject({ ok: true });
  await socket?.request('location.update', { lat: -1.3, lng: 36.8, accuracy: 10 });
  expect(await socket?.request('location.stop', {})).toEqual({ ok: true });
}

test('pushes about the owner reach exactly the allowed recipients', async () => {
  const { id: goalId } = await the.goal(cast);
  await tribe.settled();
  const friendsOnline = async () =>
    (await cast.as('friend').get('/api/v1/friends/online')).body.friends;
  await eventually(async () => expect(await friendsOnline()).toEqual([]));
  const sockets = new Map<Relation, SocketClient>();
  // The owner connects last, so that all others could receive the presence update.
  for (const relation of relations) {
    const socket = await cast.as(relation).socket();
    sockets.set(relation, socket);
    await socket.next('connected');
    await socket.request('subscribe', { channel: 'goal', goal_id: goalId });
  }
  await contribute(cast.as('member'), goalId, 150);
  await converse(sockets);
  await checkIn(goalId);
  await shareLocation(sockets.get('owner'));
  await post(sockets);
  await tribe.settled();
  for (const [push, audience] of Object.entries(allowedRecipients))
    for (const relation of audience) await sockets.get(relation)?.next(push);
  // A response arrives after all earlier pushes to the socket.
  for (const socket of sockets.values()) await socket.request('presence', { status: 'online' });
  expect(
    Object.fromEntries(
      Object.keys(allowedRecipients).map((push) => [push, recipientsOf(push, sockets)]),
    ),
  ).toEqual(allowedRecipients);
  for (const socket of sockets.values()) socket.close();
});
