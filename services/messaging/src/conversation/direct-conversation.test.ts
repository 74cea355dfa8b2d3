import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const open = (person: Person, otherId: string) =>
  person.post(conversations, { conversation_type: 'direct', participant_ids: [otherId] });
const send = (person: Person, id: string) =>
  person.post(pathOf(id), { content: 'Hello', client_msg_id: newId() });

/** A response without what differs between requests. */
const comparable = ({ status, body }: Loose) => [status, { ...body, request_id: '', instance: '' }];

describe('a direct conversation (MS-17)', () => {
  test('is created with 201, and returned with 200 to both users afterwards', async () => {
    const { brian, alvin } = world;
    const first = await open(brian, alvin.id);
    const again = await open(brian, alvin.id);
    const fromTheOther = await open(alvin, brian.id);

    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      id: expect.any(String),
      conversation_type: 'direct',
      name: null,
      image_url: null,
      goal_id: null,
      event: null,
      team_id: null,
      partnership: null,
      visible_roles: null,
      is_group: false,
      participants: [
        {
          user_id: alvin.id,
          username: alvin.username,
          full_name: alvin.fullName,
          profile_image_url: null,
          role: 'member',
        },
      ],
      participants_count: 2,
      my_role: 'member',
      last_message: null,
      unread_count: 0,
      mention_count: 0,
      draft: null,
      is_muted: false,
      muted_until: null,
      notification_level: 'all',
      is_archived: false,
      last_message_at: null,
      created_at: expect.any(String),
    });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect([fromTheOther.status, fromTheOther.body.id]).toEqual([200, first.body.id]);
    expect(await world.eventsOf(first.body.id)).toMatchObject([
      { name: 'ConversationCreated', version: 0, data: { createdBy: brian.id } },
    ]);
  });

  test('is created once by 20 concurrent requests of both users', async () => {
    const friend = await world.newFriend('jane');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0 ? open(world.brian, friend.id) : open(friend, world.brian.id),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
  });

  test('keeps its status when the request is repeated with the same Idempotency-Key', async () => {
    const friend = await world.newFriend('kim');
    const again = (key: string) =>
      world.brian.post(
        conversations,
        { conversation_type: 'direct', participant_ids: [friend.id] },
        { headers: { 'idempotency-key': key } },
      );
    const statuses = [];
    for (const key of ['one', 'one', 'two', 'two']) statuses.push((await again(key)).status);
    expect(statuses).toEqual([201, 201, 200, 200]);
  });

  test('with a stranger who accepts messages of friends only is refused with 403', async () => {
    const { status, body } = await open(world.brian, world.dorcas.id);
    expect([status, body.code]).toEqual([403, 'PERMISSION_DENIED']);
  });

  test('with a stranger who accepts messages of everyone is created', async () => {
    const elvis = await world.tribe.person('elvis');
    await world.tribe.settled();
    await world.openInbox(elvis);
    expect((await open(world.brian, elvis.id)).status).toBe(201);
  });

  test('with a blocked, closed or unknown user is refused with the same response', async () => {
    const [blocked, closed] = [await world.newFriend('lena'), await world.newFriend('mike')];
    await world.block(blocked, world.brian);
    await world.closeAccount(closed);
    const unknown = comparable(await open(world.brian, newId()));
    const before = await world.written();

    expect(unknown).toMatchObject([404, { code: 'USER_NOT_FOUND' }]);
    expect(comparable(await open(world.brian, blocked.id))).toEqual(unknown);
    expect(comparable(await open(world.brian, closed.id))).toEqual(unknown);
    expect(await world.written()).toBe(before);
  });

  test.each([
    ['two users', { conversation_type: 'direct', participant_ids: [newId(), newId()] }],
    ['no user', { conversation_type: 'direct', participant_ids: [] }],
    ['a name', { conversation_type: 'direct', participant_ids: [newId()], name: 'Us' }],
    ['a kind of others', { conversation_type: 'ai_coach', participant_ids: [newId()] }],
  ])('with %s is refused with 422', async (_name, body) => {
    expect((await world.brian.post(conversations, body)).status).toBe(422);
  });

  test('with oneself is refused', async () => {
    expect((await open(world.brian, world.brian.id)).status).toBe(403);
  });
});

describe('after a block, a direct conversation', () => {
  test('accepts no message of either user, like that of a closed account, and stays readable', async () => {
    const [blocked, closed] = [await world.newFriend('nora'), await world.newFriend('otto')];
    const [id, other] = [
      await world.direct(world.brian, blocked),
      await world.direct(world.brian, closed),
    ];
    await world.send(blocked, id, 'Before the block');
    await world.block(world.brian, blocked);
    await world.closeAccount(closed);
    const before = await world.written();
    const unavailable = comparable(await send(world.brian, other));

    expect(unavailable).toMatchObject([404, { code: 'USER_NOT_FOUND' }]);
    expect(comparable(await send(world.brian, id))).toEqual(unavailable);
    expect(comparable(await send(blocked, id))).toEqual(unavailable);
    expect(await world.written()).toBe(before);

    const [message] = (await world.history(blocked, id)).messages;
    expect(message.content).toBe('Before the block');
    const [hidden] = (await world.history(world.brian, id)).messages;
    expect(hidden).toMatchObject({ content: 'Before the block', sender: { username: 'unknown' } });
  });

  test('refuses messages with 403 when the users are no longer friends', async () => {
    const friend = await world.newFriend('paul');
    const id = await world.direct(world.brian, friend);
    await world.rows(
      "UPDATE relationships SET status = 'ended', since = NULL WHERE $1 IN (user_low, user_high)",
      [friend.id],
    );
    const { status, body } = await send(world.brian, id);
    expect([status, body.code]).toEqual([403, 'PERMISSION_DENIED']);
  });
});
