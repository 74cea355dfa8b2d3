import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';
import { lockPost } from '../post/post.queries';
import { deleteComments } from './comment.writes';

const path = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

async function comment(author: Person, postId: string, content: string, parent?: string) {
  const body = { content, ...(parent && { parent_comment_id: parent }) };
  const answer = await author.post(`${path}/${postId}/comments`, body);
  expect(answer.status).toBe(201);
  return answer.body;
}

const contentsOf = async (reader: Person, postId: string, query = '') => {
  const { body } = await reader.get(`${path}/${postId}/comments?${query}`);
  return body.comments.map(({ content }: { content: string }) => content);
};
const countOf = async (postId: string) =>
  (await world.brian.get(`${path}/${postId}`)).body.comments_count;

test('comments and replies are listed oldest first and counted; a reply to a reply joins its comment', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian);
  const first = await comment(alvin, id, 'first');
  await comment(clarie, id, 'second');
  const reply = await comment(clarie, id, 'reply', first.id);
  const nested = await comment(brian, id, 'reply to reply', reply.id);
  expect(first).toMatchObject({ post_id: id, parent_comment_id: null, user: { id: alvin.id } });
  expect(nested.parent_comment_id).toBe(first.id);
  expect(await contentsOf(brian, id)).toEqual(['first', 'second']);
  expect(await contentsOf(brian, id, `parent_comment_id=${first.id}`)).toEqual([
    'reply',
    'reply to reply',
  ]);
  const { body } = await alvin.get(`${path}/${id}/comments?limit=1`);
  expect(body.comments[0].replies_count).toBe(2);
  expect(await contentsOf(alvin, id, `limit=1&cursor=${body.pagination.next_cursor}`)).toEqual([
    'second',
  ]);
  expect(await countOf(id)).toBe(4);
});

test('the author of a comment edits and deletes it, with its replies', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian);
  const first = await comment(alvin, id, 'first');
  const reply = await comment(clarie, id, 'reply', first.id);
  const of = `${path}/comments/${first.id}`;
  const edited = await alvin.put(of, { content: 'better' });
  expect(edited).toMatchObject({ status: 200, body: { content: 'better', replies_count: 1 } });
  expect(edited.body.edited_at).not.toBeNull();
  expect((await clarie.put(of, { content: 'mine' })).body.code).toBe('PERMISSION_DENIED');
  expect((await clarie.delete(of)).body.code).toBe('PERMISSION_DENIED');
  expect((await alvin.delete(of)).status).toBe(204);
  expect([await countOf(id), await contentsOf(brian, id)]).toEqual([0, []]);
  expect(await world.eventsOf(first.id)).toEqual(['1 added', '2 edited', '3 deleted']);
  expect(await world.eventsOf(reply.id)).toEqual(['1 added', '2 deleted']);
});

test('the author of a post deletes a reply of another user, and the comment counts the others', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian);
  const first = await comment(alvin, id, 'first');
  const reply = await comment(clarie, id, 'reply', first.id);
  await comment(clarie, id, 'other reply', first.id);
  expect((await brian.delete(`${path}/comments/${reply.id}`)).status).toBe(204);
  const { body } = await brian.get(`${path}/${id}/comments`);
  expect([await countOf(id), body.comments[0].replies_count]).toEqual([2, 1]);
});

test('concurrent comments are all counted', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian);
  const writers = Array.from({ length: 12 }, (_, index) => (index % 2 ? alvin : clarie));
  await Promise.all(writers.map((writer, index) => comment(writer, id, `comment ${index}`)));
  expect(await countOf(id)).toBe(12);
});

test.each([
  ['post that is being deleted', 'POST_NOT_FOUND', false],
  ['comment that is being deleted', 'COMMENT_NOT_FOUND', true],
])('a comment on a %s finds it gone: %s', async (_target, code, isReply) => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian);
  const { id: parent_comment_id } = await comment(alvin, id, 'first');
  const body = { content: 'second', ...(isReply && { parent_comment_id }) };
  const answer = await world.whileLocked(
    async (tx) => {
      await lockPost(tx, id);
      if (isReply) await deleteComments(tx, [parent_comment_id]);
      else await tx.post.delete({ where: { id } });
    },
    () => clarie.post(`${path}/${id}/comments`, body),
  );
  expect([answer.status, answer.body.code]).toEqual([404, code]);
});

test('comment likes are counted for the comment', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian);
  const first = await comment(alvin, id, 'first');
  const like = `${path}/comments/${first.id}/like`;
  const liked = await Promise.all([brian, clarie, brian].map((fan) => fan.post(like)));
  expect(liked.map(({ body }) => body.is_liked_by_me)).toEqual([true, true, true]);
  expect((await brian.delete(like)).body).toEqual({ is_liked_by_me: false, likes_count: 1 });
  const { body } = await clarie.get(`${path}/${id}/comments`);
  expect(body.comments[0]).toMatchObject({ likes_count: 1, is_liked_by_me: true });
  expect((await world.dorcas.post(like)).body.code).toBe('COMMENT_NOT_FOUND');
});

test('a user that does not see a post finds none of its comments, and cannot comment', async () => {
  const { brian, alvin, dorcas } = world;
  const { id } = await world.post(brian);
  const first = await comment(alvin, id, 'first');
  const before = await world.written();
  const answers = [
    await dorcas.get(`${path}/${id}/comments`),
    await dorcas.post(`${path}/${id}/comments`, { content: 'Hello' }),
    await dorcas.put(`${path}/comments/${first.id}`, { content: 'Hello' }),
    await dorcas.delete(`${path}/comments/${first.id}`),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual([
    'POST_NOT_FOUND',
    'POST_NOT_FOUND',
    'COMMENT_NOT_FOUND',
    'COMMENT_NOT_FOUND',
  ]);
  expect(await world.written()).toBe(before);
});

test('refuses empty comments and answers to comments on other posts, and writes nothing', async () => {
  const { brian, alvin } = world;
  const [post, other] = [await world.post(brian), await world.post(brian)];
  const { id: elsewhere } = await comment(alvin, other.id, 'elsewhere');
  const before = await world.written();
  const bodies = [
    { content: '' },
    { content: ' ' },
    { content: 'x'.repeat(1001) },
    { content: 'x', parent_comment_id: newId() },
    { content: 'x', parent_comment_id: elsewhere },
  ];
  const answers = await Promise.all(
    bodies.map((body) => alvin.post(`${path}/${post.id}/comments`, body)),
  );
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 404, 404]);
  expect(await world.written()).toBe(before);
});

test('the comments of a hidden user are neither shown nor counted in the list', async () => {
  const { brian, alvin, clarie } = world;
  const { id } = await world.post(brian);
  const hidden = await comment(alvin, id, 'of alvin');
  await comment(clarie, id, 'of clarie');
  await world.block(clarie, alvin);
  expect(await contentsOf(brian, id)).toEqual(['of alvin', 'of clarie']);
  const { body } = await clarie.get(`${path}/${id}/comments`);
  expect([body.comments.length, body.pagination.total]).toEqual([1, 1]);
  const reply = { content: 'Hello', parent_comment_id: hidden.id };
  expect((await clarie.post(`${path}/${id}/comments`, reply)).body.code).toBe('COMMENT_NOT_FOUND');
});

test('the author of a post deletes the comment of a user that the author has blocked', async () => {
  const { brian } = world;
  const troll = await world.tribe.person('troll');
  const { id } = await world.post(brian, { visibility: 'public' });
  const written = await comment(troll, id, 'Slow!');
  await world.block(brian, troll);
  expect((await brian.delete(`${path}/comments/${written.id}`)).status).toBe(204);
  expect(await contentsOf(world.alvin, id)).toEqual([]);
});
