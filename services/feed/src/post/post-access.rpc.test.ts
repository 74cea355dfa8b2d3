import { PostAccessService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

async function client() {
  return (await world.tribe.rpcAs('realtime')).client(PostAccessService);
}

async function access(postId: string, { id: userId }: Person, hiddenUserIds: string[] = []) {
  const { allowed, isClose } = await (
    await client()
  ).checkPostAccess({ postId, userId, hiddenUserIds });
  return allowed ? (isClose ? 'close' : 'viewer') : 'refused';
}

test('authors and friends watch a post for friends, and strangers do not', async () => {
  const { brian, alvin, dorcas } = world;
  const { id } = await world.post(brian);
  expect(await access(id, brian)).toBe('close');
  expect(await access(id, alvin)).toBe('close');
  expect(await access(id, dorcas)).toBe('refused');
});

test('strangers watch a public post until it is archived or deleted', async () => {
  const { brian, dorcas } = world;
  const { id } = await world.post(brian, { visibility: 'public' });
  expect(await access(id, dorcas)).toBe('viewer');
  await brian.put(`/api/v1/posts/${id}`, { is_archived: true });
  expect(await access(id, dorcas)).toBe('refused');
  await brian.delete(`/api/v1/posts/${id}`);
  expect(await access(id, brian)).toBe('refused');
});

test('an author that the caller knows to be hidden is hidden', async () => {
  const { id } = await world.post(world.brian, { visibility: 'public' });
  expect(await access(id, world.dorcas, [world.brian.id])).toBe('refused');
});

test('unknown and malformed ids are refused', async () => {
  for (const id of [newId(), '', "' OR 1=1 --"])
    expect(await access(id, world.brian)).toBe('refused');
});

test('the answer has the counts of posts, without deleted posts', async () => {
  const { brian, alvin } = world;
  const [kept, gone] = [await world.post(brian), await world.post(brian)];
  await alvin.post(`/api/v1/posts/${kept.id}/like`);
  await alvin.post(`/api/v1/posts/${kept.id}/comments`, { content: 'Strong!' });
  await brian.delete(`/api/v1/posts/${gone.id}`);
  const { counts } = await (await client()).listPostCounts({ postIds: [kept.id, gone.id] });
  expect(counts).toMatchObject([{ postId: kept.id, authorId: brian.id, likes: 1, comments: 1 }]);
});
