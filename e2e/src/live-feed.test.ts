import { feed } from '@tribe/feed';
import { gateway } from '@tribe/gateway';
import { identity } from '@tribe/identity';
import { realtime } from '@tribe/realtime';
import { socialGraph } from '@tribe/social-graph';
import { type Person, type SocketClient, startTribe, type Tribe } from '@tribe/testing';

const posts = '/api/v1/posts';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
let stranger: Person;

beforeAll(async () => {
  tribe = await startTribe({
    services: [identity, socialGraph, feed, realtime, gateway],
    env: { POST_COUNTS_MS: '100' },
  });
  [brian, alvin, stranger] = await Promise.all([
    tribe.person('brian'),
    tribe.person('alvin'),
    tribe.person('stranger'),
  ]);
  await tribe.befriend(brian, alvin);
  await tribe.settled();
});
afterAll(() => tribe.stop());

async function post(fields: object = {}): Promise<string> {
  const { body } = await brian.post(posts, { caption: 'Ten kilometres', ...fields });
  return body.id as string;
}

const watch = (socket: SocketClient, post_id: string) =>
  socket.request('subscribe', { channel: 'post', post_id });
const heardBy = ({ received }: SocketClient) =>
  received.filter(({ event }) => event === 'post.updated' || event === 'feed.new');

test('a friend learns of a new post at once, and a stranger does not', async () => {
  const [friends, strangers] = [await alvin.socket(), await stranger.socket()];
  await post({ visibility: 'public' });
  expect(await friends.next('feed.new')).toEqual({ entry_kind: 'post' });
  await tribe.settled();
  await strangers.request('presence', { status: 'online' });
  expect(heardBy(strangers)).toEqual([]);
  for (const socket of [friends, strangers]) socket.close();
});

test('watchers see the counts of a post change, and the author does without watching', async () => {
  const [own, friends] = [await brian.socket(), await alvin.socket()];
  const id = await post();
  expect(await watch(friends, id)).toEqual({ ok: true });
  await alvin.post(`${posts}/${id}/like`);
  const isLiked = { where: ({ likes_count }: { likes_count: number }) => likes_count === 1 };
  await friends.next('post.updated', isLiked);
  expect(await own.next('post.updated', isLiked)).toMatchObject({ post_id: id });
  await alvin.post(`${posts}/${id}/comments`, { content: 'Strong!' });
  const isAnswered = { where: (push: { comments_count: number }) => push.comments_count === 1 };
  await own.next('post.updated', isAnswered);
  for (const socket of [own, friends]) socket.close();
});

test('a user who may not see a post cannot watch it', async () => {
  const socket = await stranger.socket();
  expect(await watch(socket, await post())).toMatchObject({ ok: false, code: 'POST_NOT_FOUND' });
  socket.close();
});

test('the end of a friendship ends what a friend watches', async () => {
  const former = await tribe.person('former');
  await tribe.befriend(brian, former);
  await tribe.settled();
  const [staying, leaving] = [await alvin.socket(), await former.socket()];
  const id = await post();
  for (const socket of [staying, leaving]) expect(await watch(socket, id)).toEqual({ ok: true });
  expect((await brian.delete(`/api/v1/friends/${former.id}`)).status).toBe(204);
  await tribe.settled();
  expect(await watch(leaving, id)).toMatchObject({ ok: false, code: 'POST_NOT_FOUND' });
  await brian.put(`${posts}/${id}`, { caption: 'Eleven kilometres' });
  await staying.next('post.updated', {
    where: ({ update_type }: { update_type: string }) => update_type === 'edited',
  });
  await leaving.request('presence', { status: 'online' });
  expect(leaving.received.filter(({ event }) => event === 'post.updated')).toEqual([]);
  for (const socket of [staying, leaving]) socket.close();
});
