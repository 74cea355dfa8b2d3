import { MediaDouble } from '@tribe/testing';
import { memoryStorage, type TribeClient } from '..';
import { ChatWorld, shownLines } from './chat-world.test-support';
import type { KnownMessage } from './known-conversation';

let world: ChatWorld;
let media: MediaDouble;
beforeAll(async () => {
  world = await ChatWorld.start();
  media = await MediaDouble.start(world.tribe);
});
afterEach(() => world.closeClients());
afterAll(() => world.stop());

const path = (id: string, message: { id: string }) =>
  `/api/v1/conversations/${id}/messages/${message.id}`;

/** A group with six entries: five messages, the first of them edited and the last one deleted, and a reply. */
async function groupWithHistory(): Promise<string> {
  const id = await world.group();
  const first = await world.send(world.brian, id, 'One');
  for (const content of ['Two', 'Three 👏', 'Four']) await world.send(world.brian, id, content);
  const reply = { content: 'Five', client_msg_id: 'five', reply_to_message_id: first.id };
  const { body: last } = await world.alvin.post(`/api/v1/conversations/${id}/messages`, reply);
  await world.brian.put(path(id, first), { content: 'One, changed' });
  await world.alvin.delete(path(id, last));
  await world.brian.patch(`/api/v1/conversations/${id}`, { name: 'Renamed' });

  return id;
}

async function showing(id: string, storage = memoryStorage()): Promise<TribeClient> {
  const client = await world.client(world.alvin, storage);
  await client.chat.show(id);

  return client;
}

const verified = async (id: string) => (await showing(id)).chat.verify(id);

test('lines as the server has them are proven, also those that were pushed', async () => {
  const id = await groupWithHistory();
  const client = await showing(id);
  expect(await client.chat.verify(id)).toEqual({ isProven: true });
  await client.chat.send(id, 'Own');
  await world.send(world.brian, id, 'Pushed');
  expect(await client.chat.verify(id)).toEqual({ isProven: true });
  expect(shownLines(client, id)).toHaveLength(8);
});

describe('a database in which', () => {
  const stored = async (text: string, id: string) =>
    (await world.tribe.db('messaging')).query(text, [id]);

  test.each([
    ['a content was edited', `UPDATE messages SET content = 'x' WHERE seq = 3`, 3, 'content'],
    [
      'an edited content was edited',
      `UPDATE messages SET content = 'x' WHERE seq = 1`,
      1,
      'content',
    ],
    ['a line was dropped', 'DELETE FROM messages WHERE seq = 2', 2, 'missing'],
    [
      'the sender was replaced',
      'UPDATE messages SET sender_id = gen_random_uuid() WHERE seq = 4',
      4,
      'facts',
    ],
    [
      'two contents were swapped',
      `UPDATE messages m SET content = o.content, content_salt = o.content_salt FROM messages o
        WHERE m.conversation_id = o.conversation_id AND m.seq IN (2, 3) AND o.seq = 5 - m.seq`,
      2,
      'content',
    ],
    [
      'two lines were swapped',
      `UPDATE messages m SET digest = o.digest, sender_id = o.sender_id, content = o.content,
              content_salt = o.content_salt, content_hash = o.content_hash, created_at = o.created_at FROM messages o
        WHERE m.conversation_id = o.conversation_id AND m.seq IN (3, 4) AND o.seq = 7 - m.seq`,
      3,
      'chain',
    ],
  ])('%s is found out at the line', async (_name, text, seq, reason) => {
    const id = await groupWithHistory();
    const condition = text.includes(' m ') ? 'm.conversation_id' : 'conversation_id';
    await stored(`${text} AND ${condition} = $1`, id);
    expect(await verified(id)).toEqual({ isProven: false, seq, reason });
  });
});

describe('a message with pictures', () => {
  const change = async (text: string, id: string) =>
    (await world.tribe.db('messaging')).query(text, [id]);

  /** A group with a text, and a message with two pictures. */
  async function groupWithPictures(): Promise<string> {
    const id = await world.group();
    await world.send(world.alvin, id, 'Look');
    const attachments = [0, 1].map(() => ({ media_id: media.add(world.brian.id, 'message') }));
    const body = { attachments, client_msg_id: 'pictures' };
    const sent = await world.brian.post(`/api/v1/conversations/${id}/messages`, body);
    expect(sent.status).toBe(201);

    return id;
  }

  test('is proven, also after its owner has deleted a picture', async () => {
    const id = await groupWithPictures();
    expect(await verified(id)).toEqual({ isProven: true });
    await change(
      'UPDATE message_attachments SET is_removed = true, blurhash = NULL WHERE conversation_id = $1',
      id,
    );
    expect(await verified(id)).toEqual({ isProven: true });
  });

  test('of which all pictures were dropped is found out', async () => {
    const id = await groupWithPictures();
    await change('DELETE FROM message_attachments WHERE conversation_id = $1', id);
    expect(await verified(id)).toEqual({ isProven: false, seq: 2, reason: 'content' });
  });

  test.each([
    ['replaced', 'UPDATE message_attachments SET media_id = gen_random_uuid()', 2, 'content'],
    ['renamed', `UPDATE message_attachments SET name = 'Other.jpg'`, 2, 'content'],
    [
      'hidden with its hash',
      'UPDATE messages SET attachments_hash = NULL WHERE seq = 2 AND conversation_id = $1',
      2,
      'facts',
    ],
    [
      'added to a text',
      `WITH shown AS (UPDATE messages SET media_id = gen_random_uuid() WHERE conversation_id = $1 AND seq = 1 RETURNING id)
       UPDATE message_attachments SET message_id = shown.id FROM shown`,
      1,
      'content',
    ],
  ])('of which one was %s is found out', async (_what, text, seq, reason) => {
    const id = await groupWithPictures();
    const all = text.includes('$1') ? text : `${text} WHERE conversation_id = $1`;
    await change(text.startsWith('WITH') ? `${text} WHERE conversation_id = $1` : all, id);
    expect(await verified(id)).toEqual({ isProven: false, seq, reason });
  });
});

describe('a device on which', () => {
  type Messages = (messages: KnownMessage[]) => unknown[];

  /** Changes the stored messages between two runs of the app. */
  async function verifiedAfter(change: Messages) {
    const id = await groupWithHistory();
    const texts = new Map<string, string>();
    const storage = {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, value: string) => void texts.set(key, value),
      removeItem: (key: string) => void texts.delete(key),
    };
    const client = await showing(id, storage);
    await client.chat.sync();
    await client.chat.stored();
    client.close();

    for (const [key, text] of texts) {
      if (!key.startsWith(`tribe.chat.${id}`)) continue;
      const known = JSON.parse(text);
      texts.set(key, JSON.stringify({ ...known, messages: change(known.messages) }));
    }

    return (await showing(id, storage)).chat.verify(id);
  }

  const contentOf = (message: KnownMessage | undefined) => ({
    content: message?.content,
    salt: message?.salt,
  });

  test('nothing was changed is proven', async () => {
    expect(await verifiedAfter((messages) => messages)).toEqual({ isProven: true });
  });

  test('a line was edited is found out at the line', async () => {
    const edited: Messages = (messages) =>
      messages.map((each) => (each.seq === 3 ? { ...each, content: 'Changed' } : each));
    expect(await verifiedAfter(edited)).toMatchObject({ seq: 3, reason: 'content' });
  });

  test('a line was dropped is found out at the line', async () => {
    const dropped: Messages = (messages) => messages.filter(({ seq }) => seq !== 2);
    expect(await verifiedAfter(dropped)).toMatchObject({ seq: 2, reason: 'missing' });
  });

  test('two lines were swapped is found out at the first of them', async () => {
    const swapped: Messages = (messages) =>
      messages.map((each) => {
        const other = messages.find(({ seq }) => seq === 5 - each.seq);
        return [2, 3].includes(each.seq) ? { ...each, ...contentOf(other) } : each;
      });
    expect(await verifiedAfter(swapped)).toMatchObject({ seq: 2, reason: 'content' });
  });
});
