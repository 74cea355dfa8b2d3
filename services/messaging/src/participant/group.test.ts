import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { provenNumbers } from '../message/chain.test-support';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start({ GROUP_MAX_PARTICIPANTS: '5' });
});
afterAll(() => world.stop());

const add = (by: Person, id: string, people: readonly { id: string }[], fields: object = {}) =>
  by.post(`${conversations}/${id}/participants`, {
    participant_ids: people.map((person) => person.id),
    ...fields,
  });
const remove = (by: Person, id: string, person: Person) =>
  by.delete(`${conversations}/${id}/participants/${person.id}`);
const contentsOf = async (viewer: Person, id: string): Promise<string[]> =>
  (await world.history(viewer, id)).messages.map(({ content }: Loose) => content);
const refusalOf = ({ status, body }: Loose) => [status, body.code];

describe('a group (MS-01)', () => {
  test('is created with friends, and its creator owns it', async () => {
    const id = await world.group([world.alvin, world.clarie], {
      image_url: 'https://example.com/crew.jpg',
    });
    const seen = await world.conversation(world.alvin, id);

    expect(seen).toMatchObject({
      conversation_type: 'group',
      name: 'Marathon Crew',
      image_url: 'https://example.com/crew.jpg',
      is_group: true,
      participants_count: 3,
      my_role: 'member',
    });
    const roles = seen.participants.map(({ user_id, role }: Loose) => [user_id, role]);
    expect(new Map(roles)).toEqual(
      new Map([
        [world.brian.id, 'owner'],
        [world.clarie.id, 'member'],
      ]),
    );
  });

  test.each([
    ['a stranger', () => world.dorcas.id],
    ['an unknown user', () => newId()],
  ])('with %s is refused with the same response', async (_who, idOf) => {
    const before = await world.written();
    const answer = await world.brian.post(conversations, {
      conversation_type: 'group',
      name: 'Crew',
      participant_ids: [world.alvin.id, idOf()],
    });
    expect(refusalOf(answer)).toEqual([422, 'PARTICIPANT_NOT_A_FRIEND']);
    expect(await world.written()).toBe(before);
  });

  test('with more participants than the limit is refused with 409', async () => {
    const answer = await world.brian.post(conversations, {
      conversation_type: 'group',
      name: 'Crew',
      participant_ids: Array.from({ length: 5 }, () => newId()),
    });
    expect(refusalOf(answer)).toEqual([409, 'CONVERSATION_FULL']);
  });

  test('shows at most ten participants in the list', async () => {
    const id = await world.group([world.alvin]);
    await world.rows(
      `INSERT INTO conversation_participants (id, conversation_id, user_id, joined_at, joined_seq, read_seq)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), now(), 0, 0 FROM generate_series(1, 50)`,
      [id],
    );
    const { body } = await world.brian.get(conversations);
    const listed = body.conversations.find((each: Loose) => each.id === id);
    expect([listed.participants.length, listed.participants_count]).toEqual([10, 52]);
    expect((await world.conversation(world.brian, id)).participants).toHaveLength(51);

    const message = await world.send(world.brian, id, 'Read me');
    await world.alvin.post(`${conversations}/${id}/read`, {});
    const [shown] = (await world.history(world.brian, id)).messages;
    expect([shown.id, shown.read_by, shown.seen_by_count]).toEqual([message.id, [], 1]);
  });
});

describe('adding participants (MS-20)', () => {
  test('shows them the conversation from their joining on', async () => {
    const id = await world.group([world.alvin]);
    await world.send(world.alvin, id, 'Before');
    const added = await add(world.brian, id, [world.clarie]);
    await world.send(world.alvin, id, 'After');

    expect(added.status).toBe(201);
    expect(added.body.participants).toMatchObject([{ user_id: world.clarie.id, role: 'member' }]);
    const text = `${world.brian.fullName} added ${world.clarie.fullName}`;
    expect(await contentsOf(world.alvin, id)).toEqual(['After', text, 'Before']);
    // Clarie does not know Alvin, but both see each other in the group.
    expect(await contentsOf(world.clarie, id)).toEqual(['After', text]);
    expect(await world.conversation(world.clarie, id)).toMatchObject({ unread_count: 1 });
    expect((await world.eventsOf(id))[2]).toMatchObject({
      name: 'ConversationParticipantsAdded',
      version: 2,
      data: { userIds: [world.clarie.id], message: { action: { kind: 'participants_added' } } },
    });
    await provenNumbers(world, id);
  });

  test('requires friends of the adding user, a free place and a new participant', async () => {
    const id = await world.group([world.alvin, world.clarie]);
    const friends = await Promise.all(
      ['hilda', 'ivan', 'jane'].map((name) => world.newFriend(name)),
    );

    expect(refusalOf(await add(world.brian, id, [world.dorcas]))).toEqual([
      422,
      'PARTICIPANT_NOT_A_FRIEND',
    ]);
    expect(refusalOf(await add(world.brian, id, [world.alvin]))).toEqual([
      409,
      'PARTICIPANT_EXISTS',
    ]);
    expect(refusalOf(await add(world.brian, id, friends))).toEqual([409, 'CONVERSATION_FULL']);
  });

  test('fills the last place once with concurrent requests', async () => {
    const friends = await Promise.all(['kim', 'lena', 'mike'].map((name) => world.newFriend(name)));
    const id = await world.group([world.alvin, world.clarie, friends[0]!]);
    const answers = await Promise.all(
      friends.slice(1).map((friend) => add(world.brian, id, [friend])),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test('is refused to members, and adding admins to admins', async () => {
    const admin = await world.newFriend('nora');
    const other = await world.newFriend('otto');
    await world.tribe.befriend(admin, other);
    await world.tribe.settled();
    const id = await world.group([world.alvin]);
    await add(world.brian, id, [admin], { role: 'admin' });

    expect(refusalOf(await add(world.alvin, id, [world.brian]))).toEqual([
      403,
      'PERMISSION_DENIED',
    ]);
    expect(refusalOf(await add(admin, id, [other], { role: 'admin' }))).toEqual([
      403,
      'PERMISSION_DENIED',
    ]);
    expect((await add(admin, id, [other])).status).toBe(201);
  });

  test('to a direct conversation is refused with 409', async () => {
    const id = await world.direct(world.brian, world.alvin);
    expect(refusalOf(await add(world.brian, id, [world.clarie]))).toEqual([
      409,
      'CONVERSATION_NOT_GROUP',
    ]);
  });
});

describe('leaving (MS-20)', () => {
  test('hides the conversation, and returning starts anew', async () => {
    const id = await world.group([world.alvin, world.clarie]);
    await world.send(world.alvin, id, 'Before');
    expect((await remove(world.clarie, id, world.clarie)).status).toBe(204);
    await world.send(world.alvin, id, 'Meanwhile');

    const paths = [`${conversations}/${id}`, pathOf(id)];
    for (const path of paths)
      expect(refusalOf(await world.clarie.get(path))).toEqual([404, 'CONVERSATION_NOT_FOUND']);
    const { body } = await world.clarie.get(conversations);
    expect(body.conversations.map((each: Loose) => each.id)).not.toContain(id);

    await add(world.brian, id, [world.clarie]);
    expect(await contentsOf(world.clarie, id)).toEqual([
      `${world.brian.fullName} added ${world.clarie.fullName}`,
    ]);
    await provenNumbers(world, id);
  });

  test('of the owner makes the highest participant the owner', async () => {
    const admin = await world.newFriend('paul');
    const id = await world.group([world.alvin]);
    await add(world.brian, id, [admin], { role: 'admin' });
    expect((await remove(world.brian, id, world.brian)).status).toBe(204);

    expect((await world.conversation(admin, id)).my_role).toBe('owner');
    expect((await contentsOf(admin, id))[0]).toBe(
      `${world.brian.fullName} left; ${admin.fullName} is the owner of the conversation now`,
    );
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({
      name: 'ConversationParticipantRemoved',
      data: { userId: world.brian.id, message: { action: { ownerId: admin.id } } },
    });
  });

  test('of all leaves a conversation without participants', async () => {
    const id = await world.group([world.alvin]);
    for (const person of [world.brian, world.alvin])
      expect((await remove(person, id, person)).status).toBe(204);
    expect((await remove(world.brian, id, world.brian)).status).toBe(404);
  });
});

describe('removing a participant', () => {
  test('is for participants of a higher role', async () => {
    const admin = await world.newFriend('quinn');
    const id = await world.group([world.alvin, world.clarie]);
    await add(world.brian, id, [admin], { role: 'admin' });

    expect(refusalOf(await remove(world.alvin, id, world.clarie))).toEqual([
      403,
      'PERMISSION_DENIED',
    ]);
    expect(refusalOf(await remove(admin, id, world.brian))).toEqual([403, 'PERMISSION_DENIED']);
    expect(refusalOf(await remove(admin, id, world.dorcas))).toEqual([
      404,
      'PARTICIPANT_NOT_FOUND',
    ]);
    expect((await remove(admin, id, world.clarie)).status).toBe(204);
    expect((await contentsOf(world.alvin, id))[0]).toBe(
      `${admin.fullName} removed ${world.clarie.fullName}`,
    );
  });
});

describe('a message that is on its way when its sender is removed', () => {
  /** Sends a message and removes its sender while the group is locked, so that both wait for the lock in this order. */
  async function inTurn(order: 'send first' | 'removal first') {
    const id = await world.group([world.alvin, world.clarie]);
    const send = () => world.clarie.post(pathOf(id), { content: 'Hello', client_msg_id: newId() });
    const removal = () => remove(world.brian, id, world.clarie);
    await world.rows('BEGIN');
    await world.rows('SELECT FROM conversations WHERE id = $1 FOR UPDATE', [id]);

    const [first, second] = order === 'send first' ? [send, removal] : [removal, send];
    const answers = [first()];
    await world.untilWaiting(1);
    answers.push(second());
    await world.untilWaiting(2);
    await world.rows('COMMIT');

    return { id, statuses: (await Promise.all(answers)).map(({ status }) => status) };
  }

  const sentBy = (sender: Person, id: string) =>
    world.rows<{ wasParticipant: boolean }>(
      `SELECT m.seq <= p.left_seq AS "wasParticipant"
         FROM messages m JOIN conversation_participants p USING (conversation_id)
        WHERE m.conversation_id = $1 AND m.sender_id = $2 AND p.user_id = $2`,
      [id, sender.id],
    );

  test('is sent when it is numbered before the removal', async () => {
    const { id, statuses } = await inTurn('send first');
    expect(statuses).toEqual([201, 204]);
    expect(await sentBy(world.clarie, id)).toEqual([{ wasParticipant: true }]);
    await provenNumbers(world, id);
  });

  test('is refused when the removal comes first, although its right was read before', async () => {
    const { id, statuses } = await inTurn('removal first');
    expect(statuses).toEqual([204, 404]);
    expect(await sentBy(world.clarie, id)).toEqual([]);
    await provenNumbers(world, id);
  });
});

describe('changing a group', () => {
  const path = (id: string) => `${conversations}/${id}`;

  test('renames it with a system message and an event', async () => {
    const id = await world.group([world.alvin]);
    const { status, body } = await world.brian.patch(path(id), { name: 'Night runners' });
    expect([status, body.name]).toEqual([200, 'Night runners']);
    const [message] = (await world.history(world.alvin, id)).messages;

    expect(message).toMatchObject({
      sender: null,
      message_type: 'system',
      content: `${world.brian.fullName} named the conversation “Night runners”`,
      metadata: { action: 'renamed', actor_id: world.brian.id, name: 'Night runners' },
    });
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({
      name: 'ConversationUpdated',
      version: 1,
      data: { conversation: { name: 'Night runners' } },
    });
  });

  test('reports a new name and a new image with a message and an event each', async () => {
    const id = await world.group([world.alvin]);
    const image_url = 'https://example.com/new.jpg';
    const answer = await world.brian.patch(path(id), { name: 'Night runners', image_url });
    expect(answer).toMatchObject({ status: 200, body: { name: 'Night runners', image_url } });

    const { messages } = await world.history(world.alvin, id);
    expect(messages.map(({ metadata }: Loose) => metadata.action)).toEqual([
      'image_changed',
      'renamed',
    ]);
    const events = (await world.eventsOf(id)).slice(-2);
    expect(events.map(({ name, version }) => [name, version])).toEqual([
      ['ConversationUpdated', 1],
      ['ConversationUpdated', 2],
    ]);
    const { headers } = await world.brian.get(path(id));
    const ifMatch = { headers: { 'if-match': headers.etag! } };
    expect((await world.brian.patch(path(id), { name: 'Runners' }, ifMatch)).status).toBe(200);
    await provenNumbers(world, id);
  });

  test('changes and clears its image', async () => {
    const id = await world.group([world.alvin]);
    const image_url = 'https://example.com/new.jpg';
    expect((await world.brian.patch(path(id), { image_url })).body.image_url).toBe(image_url);
    expect((await world.brian.patch(path(id), { image_url: null })).body.image_url).toBeNull();
  });

  test('writes nothing when nothing differs', async () => {
    const id = await world.group([world.alvin]);
    const before = await world.written();
    expect((await world.brian.patch(path(id), { name: 'Marathon Crew' })).status).toBe(200);
    expect(await world.written()).toBe(before);
  });

  test('is refused with 412 when the group has changed, but not after a message', async () => {
    const id = await world.group([world.alvin]);
    const { headers } = await world.brian.get(path(id));
    const rename = (name: string) =>
      world.brian.patch(path(id), { name }, { headers: { 'if-match': headers.etag! } });
    await world.send(world.alvin, id, 'Hello');

    expect((await rename('First')).status).toBe(200);
    expect(refusalOf(await rename('Second'))).toEqual([412, 'PRECONDITION_FAILED']);
  });

  test('is refused to members with 403', async () => {
    const id = await world.group([world.alvin]);
    expect(refusalOf(await world.alvin.patch(path(id), { name: 'Mine' }))).toEqual([
      403,
      'PERMISSION_DENIED',
    ]);
  });
});

describe('a block between participants of a group (D17)', () => {
  test('collapses their messages for both, and for no one else', async () => {
    const blocked = await world.newFriend('rita');
    const id = await world.group([world.alvin, blocked]);
    const sent = await world.send(blocked, id, 'Secret');
    await world.send(world.brian, id, 'A reply', { reply_to_message_id: sent.id });
    await world.block(world.brian, blocked);
    const [reply, message] = (await world.history(world.brian, id)).messages;

    expect(message).toMatchObject({
      content: null,
      is_hidden: true,
      salt: null,
      sender: { username: 'unknown' },
    });
    expect(reply.reply_to_message).toMatchObject({ content: null, is_hidden: true });
    expect((await world.history(blocked, id)).messages[0]).toMatchObject({ is_hidden: true });
    expect(await contentsOf(world.alvin, id)).toEqual(['A reply', 'Secret']);
    expect((await world.conversation(world.brian, id)).unread_count).toBe(0);
    expect((await world.conversation(world.alvin, id)).unread_count).toBe(2);
  });
});
