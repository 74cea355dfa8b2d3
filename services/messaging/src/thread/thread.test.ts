import { MessageRecipientsService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { provenNumbers } from '../message/chain.test-support';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

interface Thread {
  readonly id: string;
  readonly root: Loose;
}

/** A group of Brian, Alvin and Clarie with a message of Brian. */
async function thread(): Promise<Thread> {
  const id = await world.group([world.alvin, world.clarie]);
  return { id, root: await world.send(world.brian, id, 'Where do we run?') };
}

const reply = (sender: Person, { id, root }: Thread, content: string, fields: object = {}) =>
  world.send(sender, id, content, { thread_root_id: root.id, ...fields });

const path = ({ id, root }: Thread) => `${pathOf(id)}/${root.id}/thread`;
const contentsOf = (messages: Loose[]) => messages.map(({ content }) => content);

async function rootSeenBy(viewer: Person, { id, root }: Thread): Promise<Loose> {
  const { messages } = await world.history(viewer, id);
  return messages.find((message: Loose) => message.id === root.id);
}

async function unreadOf({ id }: Person, unreadMessageId?: string): Promise<number | undefined> {
  const rpc = (await world.tribe.rpcAs('notifications')).client(MessageRecipientsService);
  const request = { userIds: [id], ...(unreadMessageId && { unreadMessageId }) };
  const { unread } = await rpc.countUnreadMessages(request);

  return unread[0]?.count;
}

async function recipientsOf(messageId: string): Promise<string[]> {
  const rpc = (await world.tribe.rpcAs('notifications')).client(MessageRecipientsService);
  return (await rpc.listMessageRecipients({ messageId, limit: 500 })).userIds;
}

describe('a thread (MS-13)', () => {
  test('has its replies in pages, and its root counts them', async () => {
    const place = await thread();
    for (const content of ['One', 'Two', 'Three']) await reply(world.alvin, place, content);
    await reply(world.clarie, place, 'Four');

    const { body } = await world.brian.get(`${path(place)}?limit=3`);
    expect(contentsOf(body.replies)).toEqual(['Four', 'Three', 'Two']);
    expect(body.root.thread).toMatchObject({
      reply_count: 4,
      last_reply_at: body.replies[0].created_at,
      repliers: [{ id: world.clarie.id }, { id: world.alvin.id }],
    });
    const next = await world.brian.get(`${path(place)}?before=${body.pagination.next_cursor}`);
    expect([contentsOf(next.body.replies), next.body.pagination.has_more]).toEqual([
      ['One'],
      false,
    ]);
    expect(await provenNumbers(world, place.id)).toEqual([1, 2, 3, 4, 5]);
  });

  test('leaves the history, the last message, the order and the unread messages of the conversation alone', async () => {
    const place = await thread();
    const before = await world.conversation(world.clarie, place.id);
    const hidden = await reply(world.alvin, place, 'Only in the thread');

    const after = await world.conversation(world.clarie, place.id);
    expect(after).toEqual(before);
    expect(hidden).toMatchObject({ thread_root_id: place.root.id, is_in_conversation: false });
    const { messages } = await world.history(world.clarie, place.id);
    expect(contentsOf(messages)).toEqual(['Where do we run?']);
    const all = await world.history(world.clarie, place.id, 'include_thread_replies=true');
    expect(contentsOf(all.messages)).toEqual(['Only in the thread', 'Where do we run?']);
  });

  test('shows a reply in the conversation too when its sender asks for it', async () => {
    const place = await thread();
    const shown = await reply(world.alvin, place, 'For all', { also_in_conversation: true });

    const conversation = await world.conversation(world.clarie, place.id);
    expect(conversation).toMatchObject({ unread_count: 2, last_message: { id: shown.id } });
    const { messages } = await world.history(world.clarie, place.id);
    expect(contentsOf(messages)).toEqual(['For all', 'Where do we run?']);
    const [root] = (await world.brian.get('/api/v1/threads')).body.messages;
    expect([root.id, root.thread.reply_count, root.thread.unread_count]).toEqual([
      place.root.id,
      1,
      0,
    ]);
  });

  test('counts no deleted replies, and goes on after the deletion of its root', async () => {
    const place = await thread();
    const [one, two] = [
      await reply(world.alvin, place, 'One'),
      await reply(world.clarie, place, 'Two'),
    ];
    await world.alvin.delete(`${pathOf(place.id)}/${one.id}`);
    await world.brian.delete(`${pathOf(place.id)}/${place.root.id}`);
    await reply(world.brian, place, 'Three');

    const { thread: counted, is_deleted } = await rootSeenBy(world.clarie, place);
    expect([is_deleted, counted.reply_count]).toEqual([true, 2]);
    await world.clarie.delete(`${pathOf(place.id)}/${two.id}`);
    expect((await rootSeenBy(world.clarie, place)).thread.repliers).toHaveLength(1);
  });

  test('cannot begin at a reply, at a deleted message or at a message that the sender does not see', async () => {
    const place = await thread();
    const inner = await reply(world.alvin, place, 'Inner');
    const deleted = await world.send(world.brian, place.id, 'Gone');
    await world.brian.delete(`${pathOf(place.id)}/${deleted.id}`);
    const elsewhere = await world.send(world.brian, await world.group([world.alvin]), 'Elsewhere');
    const before = await world.written();

    const refused = async (fields: object) => {
      const message = { content: 'Refused', client_msg_id: newId(), ...fields };
      const { status, body } = await world.alvin.post(pathOf(place.id), message);
      return [status, body.code];
    };
    expect(await refused({ thread_root_id: inner.id })).toEqual([409, 'NOT_A_THREAD_ROOT']);
    expect(await refused({ thread_root_id: deleted.id })).toEqual([409, 'MESSAGE_DELETED']);
    expect(await refused({ thread_root_id: elsewhere.id })).toEqual([404, 'MESSAGE_NOT_FOUND']);
    expect(await refused({ also_in_conversation: true })).toEqual([422, 'VALIDATION_FAILED']);
    expect(await world.written()).toBe(before);
  });

  test('is sent once, and refused as another message with the same id', async () => {
    const place = await thread();
    const client_msg_id = newId();
    const message = { content: 'Once', client_msg_id, thread_root_id: place.root.id };
    const first = await world.alvin.post(pathOf(place.id), message);
    const again = await world.alvin.post(pathOf(place.id), message);
    const other = await world.alvin.post(pathOf(place.id), { content: 'Once', client_msg_id });

    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    expect([other.status, other.body.code]).toEqual([409, 'CLIENT_MSG_ID_REUSED']);
  });

  test('does not exist for a participant who joined after its root', async () => {
    const { brian } = world;
    const friend = await world.newFriend('nina');
    const place = await thread();
    await brian.post(`${conversations}/${place.id}/participants`, { participant_ids: [friend.id] });
    await reply(world.alvin, place, `Hello @${friend.username}`);

    const { status, body } = await friend.get(path(place));
    expect([status, body.code]).toEqual([404, 'MESSAGE_NOT_FOUND']);
    expect((await friend.get('/api/v1/threads')).body.messages).toEqual([]);
    expect(await unreadOf(friend)).toBe(0);
  });
});

describe('following a thread', () => {
  test('is for the author of its root, authors of replies and mentioned users; others follow by asking', async () => {
    const place = await thread();
    const friend = await world.newFriend('olga');
    await world.brian.post(`${conversations}/${place.id}/participants`, {
      participant_ids: [friend.id],
    });
    const later = {
      ...place,
      root: await world.send(world.brian, place.id, 'A later question'),
    };
    const first = await reply(world.alvin, later, `I ask @${world.clarie.username}`);
    expect((await recipientsOf(first.id)).toSorted()).toEqual(
      [world.brian.id, world.clarie.id].toSorted(),
    );

    expect((await friend.put(`${path(later)}/follow`)).body.thread).toMatchObject({
      is_following: true,
      unread_count: 0,
    });
    const second = await reply(world.alvin, later, 'Anybody?');
    expect(await recipientsOf(second.id)).toContain(friend.id);
  });

  test('counts each reply once, until the follower has read the thread', async () => {
    const place = await thread();
    const other = await world.newFriend('paul');
    await world.brian.post(`${conversations}/${place.id}/participants`, {
      participant_ids: [other.id],
    });
    const asked = { ...place, root: await world.send(other, place.id, 'My question') };
    const answer = await reply(world.alvin, asked, `An answer, @${other.username}`);

    expect((await rootSeenBy(other, asked)).thread).toMatchObject({
      unread_count: 1,
      mention_count: 1,
    });
    expect((await other.get('/api/v1/threads?unread=true')).body).toMatchObject({
      messages: [{ id: asked.root.id }],
      pagination: { total: 1 },
    });
    const known = await unreadOf(other, answer.id);
    expect(known).toBe(1);

    const { body } = await other.post(`${path(asked)}/read`, { message_id: answer.id });
    expect(body.thread).toMatchObject({ reply_count: 1, unread_count: 0, mention_count: 0 });
    expect(await unreadOf(other)).toBe(0);
    expect(await unreadOf(other, answer.id)).toBeUndefined();
    expect((await other.get('/api/v1/threads?unread=true')).body.messages).toEqual([]);
    expect((await other.get('/api/v1/threads')).body.messages).toMatchObject([
      { id: asked.root.id },
    ]);
  });

  test('is announced once per reply that is read, to the devices of the reader', async () => {
    const place = await thread();
    const said = await reply(world.alvin, place, 'Read me');
    const [follower] = await world.rows<{ id: string }>(
      'SELECT id FROM thread_followers WHERE root_id = $1 AND user_id = $2',
      [place.root.id, world.brian.id],
    );
    for (const body of [{ message_id: said.id }, {}])
      expect((await world.brian.post(`${path(place)}/read`, body)).status).toBe(200);
    expect((await world.clarie.post(`${path(place)}/read`, {})).status).toBe(200);

    expect(await world.eventsOf(follower?.id ?? '')).toMatchObject([
      {
        name: 'ThreadRead',
        version: said.seq,
        data: {
          conversationId: place.id,
          rootMessageId: place.root.id,
          userId: world.brian.id,
          messageId: said.id,
        },
      },
    ]);
  });

  test('begins with an edit that mentions a user, who has that reply unread', async () => {
    const place = await thread();
    const said = await reply(world.alvin, place, 'Who runs?');
    expect(await recipientsOf(said.id)).toEqual([world.brian.id]);
    const content = `Who runs, @${world.clarie.username}?`;
    const edited = await world.alvin.put(`${pathOf(place.id)}/${said.id}`, { content });

    expect(edited.status).toBe(200);
    expect(await recipientsOf(said.id)).toContain(world.clarie.id);
    expect((await rootSeenBy(world.clarie, place)).thread).toMatchObject({
      is_following: true,
      unread_count: 1,
      mention_count: 1,
    });
  });

  test('does not begin again with an edit that keeps the mention of a user who has stopped', async () => {
    const place = await thread();
    const said = await reply(world.alvin, place, `Hello @${world.clarie.username}`);
    await world.clarie.delete(`${path(place)}/follow`);
    const content = `Hello again @${world.clarie.username}`;
    await world.alvin.put(`${pathOf(place.id)}/${said.id}`, { content });
    expect((await rootSeenBy(world.clarie, place)).thread.is_following).toBe(false);
  });

  test('ends until the user is mentioned or replies again, also for the author of the root', async () => {
    const place = await thread();
    expect((await world.brian.delete(`${path(place)}/follow`)).status).toBe(204);
    const missed = await reply(world.alvin, place, 'Missed');
    expect(await recipientsOf(missed.id)).toEqual([]);
    expect((await rootSeenBy(world.brian, place)).thread).toMatchObject({
      is_following: false,
      unread_count: 0,
    });

    const called = await reply(world.alvin, place, `Hello @${world.brian.username}`);
    expect(await recipientsOf(called.id)).toEqual([world.brian.id]);
    expect((await rootSeenBy(world.brian, place)).thread).toMatchObject({
      is_following: true,
      unread_count: 1,
    });
  });

  test('pushes nothing to a follower who has muted the conversation or has left it', async () => {
    const place = await thread();
    await reply(world.alvin, place, 'From Alvin');
    await reply(world.clarie, place, 'From Clarie');
    await world.brian.put(`${conversations}/${place.id}/mute`, { until: '2999-01-01T00:00:00Z' });
    await world.clarie.delete(`${conversations}/${place.id}`);
    const last = await reply(world.alvin, place, 'Alone');

    expect(await recipientsOf(last.id)).toEqual([]);
    const listed = (await world.clarie.get('/api/v1/threads')).body.messages;
    expect(listed.map((each: Loose) => each.id)).not.toContain(place.root.id);
  });
});

test('a client that catches up gets replies with their root', async () => {
  const place = await thread();
  const { cursor } = (await world.clarie.get('/api/v1/sync')).body;
  const said = await reply(world.alvin, place, 'While you were away');

  const { body } = await world.clarie.get(`/api/v1/sync?cursor=${encodeURIComponent(cursor)}`);
  const [changes] = body.conversations.filter((each: Loose) => each.conversation.id === place.id);
  expect(changes.entries.at(-1)).toMatchObject({ seq: said.seq, message_id: said.id });
  expect(changes.messages).toMatchObject([
    { id: place.root.id, thread: { reply_count: 1 } },
    { id: said.id, is_in_conversation: false },
  ]);
});
