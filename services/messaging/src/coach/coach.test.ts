import { ConversationKind, MessageRecipientsService, UserErasedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { newId } from '@tribe/service-kit';
import { eventually, type Person } from '@tribe/testing';
import { provenNumbers } from '../message/chain.test-support';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { CoachMessagesRpc } from './coach-messages.rpc';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const greeting = "Hi! I'm your Tribe Coach. How can I help you today?";
const ofCoach = (body: Loose): Loose[] =>
  body.conversations.filter((each: Loose) => each.conversation_type === 'ai_coach');

async function coachOf(person: Person): Promise<Loose> {
  const [conversation] = ofCoach((await person.get(conversations)).body);
  return conversation;
}

/** A person who registered before there was a coach. */
async function earlierUser(name: string): Promise<Person> {
  const person = await world.newFriend(name);
  const sql = `DELETE FROM conversations WHERE kind = 'ai_coach' AND created_by = $1`;
  await world.rows(sql, [person.id]);

  return person;
}

const answer = (person: Person, fields: object = {}) =>
  world.tribe
    .service('messaging')
    .app.get(CoachMessagesRpc)
    .postCoachMessage({
      userId: person.id,
      messageId: newId(),
      content: 'Start small',
      ...fields,
    } as never);

describe('the conversation with the coach (MS-16)', () => {
  test('is there after the registration, with a greeting that is read', async () => {
    const { brian } = world;
    const [before] = await world.rows('SELECT count(*) FROM conversations');
    const conversation = await coachOf(brian);

    expect(conversation).toMatchObject({
      conversation_type: 'ai_coach',
      name: 'Tribe Coach',
      image_url: null,
      is_group: false,
      participants: [],
      participants_count: 1,
      last_message: { sender: null, content: greeting, message_type: 'text', is_ai: true },
      unread_count: 0,
      last_message_at: conversation.last_message.created_at,
    });
    expect(await world.rows('SELECT count(*) FROM conversations')).toEqual([before]);
    expect(await provenNumbers(world, conversation.id)).toEqual([1]);
    expect(await world.eventsOf(conversation.id)).toMatchObject([
      {
        name: 'ConversationCreated',
        version: 1,
        data: { participantIds: [brian.id], message: { content: greeting } },
      },
    ]);
  });

  test('is created once by concurrent reads of a user who has none', async () => {
    const person = await earlierUser('ezra');
    const lists = await Promise.all(Array.from({ length: 6 }, () => person.get(conversations)));

    const ids = lists.flatMap(({ body }) => ofCoach(body).map(({ id }) => id));
    expect([ids.length, new Set(ids).size]).toEqual([6, 1]);
    expect(await world.eventsOf(ids[0])).toHaveLength(1);
  });

  test('reaches a client that catches up, with its greeting', async () => {
    const person = await earlierUser('faith');
    const { body } = await person.get('/api/v1/sync');
    const [changes] = body.conversations.filter(
      (each: Loose) => each.conversation.conversation_type === 'ai_coach',
    );
    expect(changes).toMatchObject({ last_seq: 1, conversation: { name: 'Tribe Coach' } });
  });

  test('takes messages of its user, with an event of its kind', async () => {
    const { id } = await coachOf(world.brian);
    const sent = await world.send(world.brian, id, 'How do I run 10k?');

    expect([sent.seq, sent.is_ai]).toEqual([2, false]);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({
      name: 'MessageSent',
      data: {
        conversation: { kind: ConversationKind.AI_COACH },
        message: { content: 'How do I run 10k?', sender: { id: world.brian.id } },
      },
    });
    expect((await world.alvin.get(`${conversations}/${id}`)).status).toBe(404);
  });

  test('has no other participants, cannot be left, and can be muted and archived', async () => {
    const { brian, alvin } = world;
    const { id } = await coachOf(brian);
    const before = await world.written();
    const path = `${conversations}/${id}`;
    const added = await brian.post(`${path}/participants`, { participant_ids: [alvin.id] });
    const left = await brian.delete(`${path}/participants/${brian.id}`);
    const renamed = await brian.patch(path, { name: 'My coach' });

    for (const { status, body } of [added, left, renamed])
      expect([status, body.code]).toEqual([409, 'CONVERSATION_NOT_GROUP']);
    expect(await world.written()).toBe(before);

    const { body: muted } = await brian.put(`${path}/mute`, { until: '2999-01-01T00:00:00Z' });
    expect(muted.is_muted).toBe(true);
    expect((await brian.delete(path)).status).toBe(204);
    expect(await coachOf(brian)).toBeUndefined();
    const { body: archived } = await brian.get(`${conversations}?archived=true`);
    expect(ofCoach(archived)).toMatchObject([{ id, is_archived: true }]);
  });
});

describe('an answer of the coach', () => {
  test('is added once per id, and is unread until its user reads it', async () => {
    const person = await world.newFriend('grace');
    const { id } = await coachOf(person);
    const asked = await world.send(person, id, 'Where do I begin?');
    const said = { messageId: newId(), replyToMessageId: asked.id };
    await Promise.all([answer(person, said), answer(person, said)]);

    const [message] = (await world.history(person, id)).messages;
    expect(message).toMatchObject({
      id: said.messageId,
      seq: 3,
      sender: null,
      is_ai: true,
      content: 'Start small',
      reply_to_message: { id: asked.id, is_ai: false },
    });
    expect((await coachOf(person)).unread_count).toBe(1);
    expect(await person.post(`${conversations}/${id}/read`, {})).toMatchObject({ status: 200 });
    expect((await coachOf(person)).unread_count).toBe(0);
    expect(await provenNumbers(world, id)).toEqual([1, 2, 3]);
    expect(await person.delete(`${pathOf(id)}/${message.id}`)).toMatchObject({ status: 403 });
  });

  test('is announced to the devices of its user until it is read, without a sender', async () => {
    const person = await world.newFriend('irene');
    const { id } = await coachOf(person);
    const messageId = newId();
    await answer(person, { messageId });
    const rpc = (await world.tribe.rpcAs('notifications')).client(MessageRecipientsService);
    const announced = () => rpc.listMessageRecipients({ messageId, limit: 500 });

    expect(await announced()).toMatchObject({
      message: {
        conversationId: id,
        conversationName: 'Tribe Coach',
        senderId: '',
        content: 'Start small',
      },
      userIds: [person.id],
    });
    await person.post(`${conversations}/${id}/read`, {});
    expect((await announced()).userIds).toEqual([]);
  });

  test('is refused for users who do not exist, and as a reply to a message of another conversation', async () => {
    const { brian, alvin } = world;
    const elsewhere = await world.send(brian, await world.direct(brian, alvin), 'Elsewhere');
    const before = await world.written();

    await expect(answer({ id: newId() } as Person)).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    });
    await expect(answer(brian, { replyToMessageId: elsewhere.id })).rejects.toMatchObject({
      code: 'MESSAGE_NOT_FOUND',
    });
    await expect(answer(brian, { content: ' ' })).rejects.toMatchObject({
      code: 'RPC_REQUEST_INVALID',
    });
    expect(await world.written()).toBe(before);
  });
});

test('answers are exported, and erased with their user for good', async () => {
  const person = await world.newFriend('henry');
  const { id } = await coachOf(person);
  await answer(person);
  const { source } = world.tribe.service('messaging').app.get(OwnPersonalData);
  const exported: Loose[] = [];
  for await (const { section, rows } of source.exportFor(person.id))
    if (section === 'coach_messages') exported.push(...rows);
  expect(exported).toMatchObject([{ content: greeting }, { content: 'Start small' }]);

  const data = { erasureId: newId(), userId: person.id };
  await world.tribe.publishAs(
    'identity',
    eventOf(UserErasedSchema, { entityId: person.id, entityVersion: 9, data }),
  );
  await eventually(async () => {
    const rows = await world.rows('SELECT FROM conversations WHERE id = $1', [id]);
    return rows.length === 0;
  });
  await world.tribe.settled();
  expect(ofCoach((await person.get(conversations)).body)).toEqual([]);
});
