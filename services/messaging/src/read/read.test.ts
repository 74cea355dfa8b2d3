import { MessagingWorld, conversations } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const pathOf = (id: string) => `${conversations}/${id}/read`;

describe('unread messages (D6)', () => {
  test('are the messages of others after the read mark, in the list and in the conversation', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    await world.send(brian, id, 'One');
    await world.send(alvin, id, 'My own');
    const third = await world.send(brian, id, 'Two');
    await world.send(brian, id, 'Three');

    const listed = async () => {
      const { body } = await alvin.get(conversations);
      const found = body.conversations.find((each: { id: string }) => each.id === id);
      return found.unread_count as number;
    };
    expect([await listed(), (await world.conversation(alvin, id)).unread_count]).toEqual([3, 3]);

    const { status, body } = await alvin.post(pathOf(id), { message_id: third.id });
    expect([status, body]).toEqual([
      200,
      { conversation_id: id, unread_count: 1, mention_count: 0, read_at: expect.any(String) },
    ]);
    expect(await listed()).toBe(1);
    expect((await alvin.post(pathOf(id), {})).body.unread_count).toBe(0);
    expect((await world.conversation(brian, id)).unread_count).toBe(1);
  });

  test('do not come back when an older message is marked, and the mark publishes one event', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const older = await world.send(brian, id, 'Older');
    const newer = await world.send(brian, id, 'Newer');
    await Promise.all(
      [newer, older, newer, older].map(({ id: message_id }) =>
        alvin.post(pathOf(id), { message_id }),
      ),
    );
    await alvin.post(pathOf(id), { message_id: older.id });

    expect((await world.conversation(alvin, id)).unread_count).toBe(0);
    const [participant] = await world.rows<{ id: string; read_seq: string; version: string }>(
      'SELECT id, read_seq, version FROM conversation_participants WHERE conversation_id = $1 AND user_id = $2',
      [id, alvin.id],
    );
    expect(Number(participant?.read_seq)).toBe(newer.seq);
    const events = await world.eventsOf(participant?.id ?? '');
    expect(events.at(-1)).toMatchObject({
      name: 'ConversationRead',
      version: Number(participant?.version),
      data: { conversationId: id, userId: alvin.id, messageId: newer.id },
    });
  });

  test('of another conversation cannot be marked', async () => {
    const elsewhere = await world.send(
      world.brian,
      await world.direct(world.brian, world.clarie),
      'x',
    );
    const id = await world.direct(world.brian, world.alvin);
    const { status, body } = await world.alvin.post(pathOf(id), { message_id: elsewhere.id });
    expect([status, body.code]).toEqual([404, 'MESSAGE_NOT_FOUND']);
  });
});

describe('readers of a message (R26)', () => {
  test('are named with the time, without its sender', async () => {
    const { brian, alvin } = world;
    const id = await world.direct(brian, alvin);
    const message = await world.send(brian, id, 'Read me');
    for (const reader of [alvin, brian]) await reader.post(pathOf(id), {});
    const [shown] = (await world.history(brian, id, `around=${message.id}&limit=1`)).messages;

    expect(shown).toMatchObject({
      read_by: [{ user_id: alvin.id, read_at: expect.any(String) }],
      seen_by_count: 1,
    });
  });

  test('are not shown to users who are hidden from them', async () => {
    const friend = await world.newFriend('hilda');
    const id = await world.direct(world.brian, friend);
    await world.send(world.brian, id, 'Read me');
    await friend.post(pathOf(id), {});
    await world.block(friend, world.brian);
    const [shown] = (await world.history(world.brian, id)).messages;

    expect(shown).toMatchObject({ read_by: [], seen_by_count: 0 });
  });
});
