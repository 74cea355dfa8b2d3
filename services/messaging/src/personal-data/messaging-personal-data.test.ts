import { UserErasedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { newId } from '@tribe/service-kit';
import { eventually, type Person } from '@tribe/testing';
import { provenNumbers } from '../message/chain.test-support';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const clap = encodeURIComponent('👏');

async function erase({ id }: Person): Promise<void> {
  const data = { erasureId: newId(), userId: id };
  const event = eventOf(UserErasedSchema, { entityId: id, entityVersion: 9, data });
  await world.tribe.publishAs('identity', event);
  const sql =
    'SELECT FROM personal_data_erasures WHERE erasure_id = $1 AND finished_at IS NOT NULL';
  await eventually(async () => (await world.rows(sql, [data.erasureId])).length > 0);
}

/** The exported data of a user, by section. */
async function dataOf({ id }: Person): Promise<Record<string, Loose[]>> {
  const { source } = world.tribe.service('messaging').app.get(OwnPersonalData);
  const sections: Record<string, Loose[]> = {};

  for await (const { section, rows } of source.exportFor(id))
    sections[section] = [...(sections[section] ?? []), ...rows];

  return sections;
}

describe('erasing a user (D21, R54)', () => {
  test('deletes their messages for all, keeps the chain, and hands their groups over', async () => {
    const gone = await world.newFriend('gone');
    await world.tribe.befriend(gone, world.alvin);
    await world.tribe.settled();
    const { body: group } = await gone.post(conversations, {
      conversation_type: 'group',
      name: 'Crew',
      participant_ids: [world.brian.id, world.alvin.id],
    });
    const sent = await world.send(gone, group.id, 'My secret');
    await gone.put(`${pathOf(group.id)}/${sent.id}`, { content: 'My other secret' });
    const answer = await world.send(world.brian, group.id, 'An answer', {
      reply_to_message_id: sent.id,
    });
    const mention = await world.send(world.alvin, group.id, `Hello @${gone.username}`);
    expect(mention.mentions.user_ids).toEqual([gone.id]);
    await gone.put(`${pathOf(group.id)}/${answer.id}/reactions/${clap}`);
    await gone.post(`${pathOf(group.id)}/${answer.id}/pin`);
    const removed = await world.send(gone, group.id, 'Deleted secret');
    await gone.delete(`${pathOf(group.id)}/${removed.id}`);
    await erase(gone);

    const { messages } = await world.history(world.alvin, group.id);
    const texts = messages.map(({ content, sender }: Loose) => [content, sender?.id ?? null]);
    expect(texts).toEqual([
      [expect.stringContaining('is the owner of the conversation now'), null],
      [null, null],
      [`Hello @${gone.username}`, world.alvin.id],
      ['An answer', world.brian.id],
      [null, null],
    ]);
    expect(messages[4]).toMatchObject({ id: sent.id, is_deleted: true, content_hash: null });
    await provenNumbers(world, group.id);

    const left = await world.rows(
      `SELECT m.id FROM messages m LEFT JOIN message_edits e ON e.message_id = m.id
        WHERE m.conversation_id = $1 AND (m.sender_id = $2 OR m.content ILIKE '%secret%' OR e.previous_content IS NOT NULL)`,
      [group.id, gone.id],
    );
    const people = await world.rows(
      `SELECT id::text FROM conversation_participants WHERE user_id = $1
        UNION ALL SELECT id::text FROM conversations WHERE created_by = $1 OR direct_key LIKE '%' || $1::text || '%'
        UNION ALL SELECT id::text FROM message_reactions WHERE user_id = $1
        UNION ALL SELECT id::text FROM messages WHERE pinned_by = $1 OR $1 = ANY(mentioned_ids)
        UNION ALL SELECT message_id::text FROM message_tombstones WHERE deleted_by = $1`,
      [gone.id],
    );
    expect([left, people]).toEqual([[], []]);
    const reactions = (await world.eventsOf(answer.id)).map(({ data }) => [
      data.userId,
      data.emoji,
    ]);
    expect(reactions).toEqual([
      [gone.id, '👏'],
      [undefined, undefined],
      [gone.id, '👏'],
    ]);
    const deleted = (await world.eventsOf(group.id)).filter(
      ({ name }) => name === 'MessageDeleted',
    );
    expect(deleted.map(({ data }) => data.messageId)).toEqual([removed.id, sent.id]);
  });

  test('leaves the other user the direct conversation to read, but not to write', async () => {
    const gone = await world.newFriend('hilda');
    const id = await world.direct(world.brian, gone);
    await world.send(world.brian, id, 'Hello');
    await erase(gone);

    expect((await world.history(world.brian, id)).messages).toMatchObject([{ content: 'Hello' }]);
    expect(await world.conversation(world.brian, id)).toMatchObject({ participants_count: 1 });
    const { status, body } = await world.brian.post(pathOf(id), {
      content: 'Are you there?',
      client_msg_id: newId(),
    });
    expect([status, body.code]).toEqual([404, 'USER_NOT_FOUND']);
  });

  test('deletes conversations in which no one is left', async () => {
    const [one, other] = [await world.newFriend('ivan'), await world.newFriend('jane')];
    await world.tribe.befriend(one, other);
    await world.tribe.settled();
    const id = await world.direct(one, other);
    await world.send(one, id, 'Hello');
    for (const person of [one, other]) await erase(person);
    const rows = await world.rows('SELECT FROM conversations WHERE id = $1', [id]);
    expect(rows).toEqual([]);
  });
});

test('an export has the conversations and own messages with their former contents, and none of others', async () => {
  const person = await world.newFriend('kim');
  const id = await world.direct(world.brian, person);
  const sent = await world.send(person, id, 'First');
  await person.put(`${pathOf(id)}/${sent.id}`, { content: 'Second' });
  const other = await world.send(world.brian, id, 'From Brian');
  await person.put(`${pathOf(id)}/${other.id}/reactions/${clap}`);
  await person.post(`${pathOf(id)}/${sent.id}/pin`);
  await world.send(world.brian, id, 'In the thread', { thread_root_id: sent.id });
  const draft = { content: 'My draft', updated_at: '2100-01-01T00:00:00Z' };
  await person.put(`${conversations}/${id}/draft`, draft);
  const sections = await dataOf(person);

  expect(sections.messages).toMatchObject([
    { id: sent.id, content: 'Second', formerContents: ['First'] },
  ]);
  expect(sections.pins).toMatchObject([{ id: sent.id, conversationId: id }]);
  expect(sections.threads).toMatchObject([{ rootId: sent.id, isFollowing: true }]);
  expect(sections.reactions).toMatchObject([{ messageId: other.id, emoji: '👏' }]);
  expect(sections.conversations).toMatchObject([
    { conversation: { kind: 'ai_coach' } },
    { draftContent: 'My draft', conversation: { kind: 'direct' } },
  ]);
  expect(JSON.stringify(sections)).not.toContain('From Brian');
});

test('an export tells nothing of a group since the user was removed', async () => {
  const { brian } = world;
  const person = await world.newFriend('liam');
  const { body: group } = await brian.post(conversations, {
    conversation_type: 'group',
    name: 'Crew',
    participant_ids: [person.id],
  });
  const own = await world.send(person, group.id, 'My part');
  await person.put(`${pathOf(group.id)}/${own.id}/reactions/${clap}`);
  const path = `${conversations}/${group.id}`;
  expect((await brian.delete(`${path}/participants/${person.id}`)).status).toBe(204);
  expect((await brian.patch(path, { name: 'Hidden crew' })).status).toBe(200);
  const late = await world.send(brian, group.id, 'Hidden word', { reply_to_message_id: own.id });

  const sections = await dataOf(person);
  expect(sections).toMatchObject({
    conversations: [
      { conversation: { kind: 'ai_coach' } },
      { leftAt: expect.any(Date), conversation: { kind: 'group' } },
    ],
    messages: [{ content: 'My part' }],
    reactions: [{ messageId: own.id }],
  });
  const text = JSON.stringify(sections);
  for (const hidden of ['Hidden', 'Crew', late.id]) expect(text).not.toContain(hidden);
});
