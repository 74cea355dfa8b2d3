import { ConversationAccessService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import { MessagingWorld } from '../messaging-world.test-support';

let world: MessagingWorld;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());

const owner = async () => (await world.tribe.rpcAs('realtime')).client(ConversationAccessService);

test('CheckConversationAccess allows participants, and refuses former ones, strangers and malformed ids', async () => {
  const { alvin, clarie, dorcas } = world;
  const id = await world.group([alvin, clarie]);
  await clarie.delete(`/api/v1/conversations/${id}`);
  const rpc = await owner();
  const allows = async (conversationId: string, userId: string) =>
    (await rpc.checkConversationAccess({ conversationId, userId })).allowed;

  expect(await allows(id, alvin.id)).toBe(true);
  for (const { id: userId } of [clarie, dorcas]) expect(await allows(id, userId)).toBe(false);
  for (const unknown of [newId(), '', "' OR 1=1 --"])
    expect(await allows(unknown, alvin.id)).toBe(false);
});

test('ListConversationIds returns the conversations with the newest message first, at most the limit', async () => {
  const friend = await world.newFriend('hilda');
  const [first, second] = [await world.direct(world.brian, friend), await world.group([friend])];
  await world.send(world.brian, first, 'Newest');
  const left = await world.group([friend]);
  await friend.delete(`/api/v1/conversations/${left}`);
  const list = async (limit: number) =>
    (await owner()).listConversationIds({ userId: friend.id, limit });

  const { conversationIds, hiddenUserIds, user } = await list(1000);
  expect(conversationIds).toEqual([first, second, expect.any(String)]);
  expect(hiddenUserIds).toEqual([]);
  expect(user).toMatchObject({ id: friend.id, username: friend.username });
  expect((await list(1)).conversationIds).toEqual([first]);
  await expect(list(0)).rejects.toMatchObject({ code: 'RPC_REQUEST_INVALID' });
});

test('both return the hidden users', async () => {
  const friend = await world.newFriend('ivan');
  const conversationId = await world.direct(world.brian, friend);
  await world.block(friend, world.brian);
  const rpc = await owner();

  const listed = await rpc.listConversationIds({ userId: world.brian.id, limit: 1 });
  const checked = await rpc.checkConversationAccess({ conversationId, userId: world.brian.id });
  expect([listed.hiddenUserIds, checked.hiddenUserIds]).toEqual([[friend.id], [friend.id]]);
});
