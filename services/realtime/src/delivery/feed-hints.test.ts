import { FeedEntriesAddedSchema, FeedEntryKind } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { type Person, type SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';

const hintMs = 300;

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({
    services: [realtime],
    schemas: [],
    env: { FEED_HINT_MS: String(hintMs) },
  });
});
afterAll(() => tribe.stop());

async function added(...people: readonly Person[]): Promise<void> {
  const data = { kind: FeedEntryKind.POST, userIds: people.map(({ id }) => id) };
  const init = { entityId: newId(), entityVersion: 1, data };
  await tribe.publishAs('feed', eventOf(FeedEntriesAddedSchema, init));
}

const hintsOf = (socket: SocketClient) =>
  socket.received.filter(({ event }) => event === 'feed.new').map(({ payload }) => payload);

test('a new entry in the feed of a user makes a hint on all devices, which has nothing of the entry', async () => {
  const [reader, other] = [await tribe.person('reader'), await tribe.person('other')];
  const [phone, laptop, elsewhere] = [
    await reader.socket(),
    await reader.socket(),
    await other.socket(),
  ];
  await added(reader);
  expect(await phone.next('feed.new')).toEqual({ entry_kind: 'post' });
  expect(await laptop.next('feed.new')).toEqual({ entry_kind: 'post' });
  expect(hintsOf(elsewhere)).toEqual([]);
  for (const socket of [phone, laptop, elsewhere]) socket.close();
});

test('many entries within a short time make two hints: at once, and at the end', async () => {
  const [reader, quiet] = [await tribe.person('busy'), await tribe.person('quiet')];
  const [socket, other] = [await reader.socket(), await quiet.socket()];
  for (let entry = 0; entry < 50; entry += 1) await added(reader);
  await added(quiet);
  await socket.next('feed.new');
  await socket.next('feed.new');
  await other.next('feed.new');
  // A later entry of the same user is a hint of its own, and would come after further ones.
  await tribe.settled();
  const before = hintsOf(socket).length;
  expect(before).toBeLessThanOrEqual(3);
  expect(hintsOf(other)).toHaveLength(1);
  for (const each of [socket, other]) each.close();
});
