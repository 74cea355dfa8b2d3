import { eventually } from '@tribe/testing';
import { memoryStorage, type TribeClient } from '..';
import { ChatWorld, shownLines } from './chat-world.test-support';

let world: ChatWorld;
beforeAll(async () => {
  world = await ChatWorld.start();
});
afterEach(() => world.closeClients());
afterAll(() => world.stop());

const conversations = '/api/v1/conversations';
const shows = (client: TribeClient, id: string, lines: string[]) =>
  eventually(() => expect(shownLines(client, id)).toEqual(lines));
const overview = (client: TribeClient, id: string) =>
  client.chat.conversations().find((each) => each.id === id);

/** A client that shows a group whose pushes it receives. */
async function showing(id: string, person = world.alvin): Promise<TribeClient> {
  const client = await world.client(person);
  const online = new Promise((resolve) => client.live.on('online', resolve));
  await client.chat.show(id);
  await online;

  return client;
}

test('a message is shown at once, and replaced by the acknowledged one under the same key', async () => {
  const id = await world.group();
  const client = await showing(id);
  const key = await client.chat.send(id, 'Hello');
  expect(client.chat.lines(id)).toMatchObject([{ key, content: 'Hello' }]);
  await eventually(() =>
    expect(client.chat.lines(id)).toMatchObject([
      { key, status: 'sent', message: { seq: 1, content: 'Hello' } },
    ]),
  );
});

test('messages without a connection are shown as queued, also by a later run, and sent in order', async () => {
  const id = await world.group();
  const storage = memoryStorage();
  const client = await world.client(world.alvin, storage);
  await client.chat.show(id);
  await client.chat.stored();
  world.proxy.goOffline();
  for (const content of ['One', 'Two', 'Three']) await client.chat.send(id, content);
  expect(shownLines(client, id)).toEqual(['[One]', '[Two]', '[Three]']);
  await world.send(world.brian, id, 'Meanwhile');
  client.close();

  world.proxy.goOnline();
  const later = await world.client(world.alvin, storage);
  await later.chat.show(id);
  await shows(later, id, ['Meanwhile', 'One', 'Two', 'Three']);
  expect(later.chat.lines(id).map(({ message }) => message?.seq)).toEqual([1, 2, 3, 4]);
});

test('a message whose acknowledgements are lost is there once, for the sender and the others', async () => {
  const id = await world.group();
  const client = await showing(id, world.brian);
  const other = await showing(id);
  const most: number[] = [];
  client.chat.on('changed', () => most.push(client.chat.lines(id).length));
  world.proxy.answersToLose = 3;
  await client.chat.send(id, 'Once');
  await shows(client, id, ['Once']);
  await shows(other, id, ['Once']);
  expect(Math.max(...most)).toBe(1);
});

test('edits, deletions and replies are applied from pushes, and a deleted content is gone everywhere', async () => {
  const id = await world.group();
  const client = await showing(id);
  const first = await world.send(world.brian, id, 'First');
  const reply = { content: 'Reply', client_msg_id: 'r', reply_to_message_id: first.id };
  await world.alvin.post(`${conversations}/${id}/messages`, reply);
  const path = `${conversations}/${id}/messages/${first.id}`;
  await world.brian.put(path, { content: 'Secret' });
  await shows(client, id, ['Secret', 'Reply']);
  await client.chat.sync();
  expect(client.chat.lines(id)[1]?.message?.reply_to_message?.content).toBe('Secret');
  await world.brian.delete(path);
  await shows(client, id, ['null', 'Reply']);
  await client.chat.stored();
  expect(JSON.stringify(client.chat.lines(id))).not.toContain('Secret');
});

test('messages that were missed during an interruption are shown after it', async () => {
  const id = await world.group();
  const client = await showing(id);
  await world.send(world.brian, id, 'Before');
  await shows(client, id, ['Before']);
  world.proxy.goOffline();
  for (let number = 1; number <= 60; number += 1) await world.send(world.brian, id, `${number}`);
  world.proxy.goOnline();
  const numbers = Array.from({ length: 60 }, (_, index) => `${index + 1}`);
  await eventually(() => expect(shownLines(client, id).slice(-50)).toEqual(numbers.slice(-50)));
  while (await client.chat.loadOlder(id));
  expect(shownLines(client, id)).toEqual(['Before', ...numbers]);
});

test('unread messages are counted until they are read, on all devices, and the sender sees who has read', async () => {
  const id = await world.group();
  const [one, other] = [await showing(id), await showing(id)];
  const sender = await showing(id, world.brian);
  await sender.chat.send(id, 'One');
  await sender.chat.send(id, 'Two');
  for (const client of [one, other])
    await eventually(() => expect(overview(client, id)?.unread_count).toBe(2));
  expect(overview(sender, id)?.unread_count).toBe(0);
  await one.chat.read(id);
  expect(overview(one, id)?.unread_count).toBe(0);
  await eventually(() => expect(overview(other, id)?.unread_count).toBe(0));
  await eventually(() =>
    expect(sender.chat.lines(id).map(({ readBy }) => readBy)).toEqual([
      [world.alvin.id],
      [world.alvin.id],
    ]),
  );
});

test('a message that the server refuses is shown as failed with its reason, until it is discarded', async () => {
  const id = await world.group();
  const client = await showing(id);
  const key = await client.chat.send(id, ' ');
  await eventually(() =>
    expect(client.chat.lines(id)).toMatchObject([
      { key, status: 'failed', error: { code: 'VALIDATION_FAILED' } },
    ]),
  );
  client.chat.discard(key);
  expect(client.chat.lines(id)).toEqual([]);
});

test('a conversation that the user is removed from disappears, also from the storage', async () => {
  const id = await world.group();
  const storage = new Map<string, string>();
  const client = await world.client(world.alvin, {
    getItem: (key) => storage.get(key) ?? null,
    setItem: (key, value) => void storage.set(key, value),
    removeItem: (key) => void storage.delete(key),
  });
  await client.chat.show(id);
  await world.send(world.brian, id, 'Internal');
  await client.chat.sync();
  await client.chat.stored();
  expect([...storage.values()].join('')).toContain('Internal');
  await world.brian.delete(`${conversations}/${id}/participants/${world.alvin.id}`);
  await client.chat.sync();
  expect(overview(client, id)).toBeUndefined();
  await client.chat.stored();
  expect([...storage.values()].join('')).not.toContain('Internal');
});

test('a log-out deletes the conversations of the device', async () => {
  const id = await world.group();
  await world.send(world.brian, id, 'Internal');
  const storage = new Map<string, string>();
  const client = await world.client(world.alvin, {
    getItem: (key) => storage.get(key) ?? null,
    setItem: (key, value) => void storage.set(key, value),
    removeItem: (key) => void storage.delete(key),
  });
  await client.chat.show(id);
  await client.chat.stored();
  expect([...storage.values()].join('')).toContain('Internal');
  await client.session.logOut();
  await eventually(() =>
    expect([...storage.keys()].filter((key) => key.includes('chat'))).toEqual([]),
  );
  expect(client.chat.conversations()).toEqual([]);
});
