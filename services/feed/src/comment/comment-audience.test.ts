import { PostCommentAddedSchema, PostLikeChangedSchema } from '@tribe/contracts';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';
import { likeId } from '../like/like.writes';

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
  return answer.body.id as string;
}

/** Whether the author of the answered comment is notified of a reply. */
const isNotified = async (replyId: string) =>
  !(await world.lastEvent(PostCommentAddedSchema, replyId)).comment!.isHiddenFromParentAuthor;

/** Whether the author of a post or comment is notified that a user likes it. */
const isNotifiedOfLike = async (targetId: string, fan: Person) =>
  !(await world.lastEvent(PostLikeChangedSchema, likeId(targetId, fan.id))).isHiddenFromAuthor;

/** Brian's post with a comment of a friend, who then loses sight of the post. */
async function lostComment(
  name: string,
  lose: (friend: Person, postId: string) => Promise<unknown>,
): Promise<{ postId: string; commentId: string }> {
  const friend = await world.tribe.person(name);
  await world.befriend(world.brian, friend);
  await world.tribe.settled();
  const { id: postId } = await world.post(world.brian);
  const commentId = await comment(friend, postId, 'Strong!');
  const told = await comment(world.clarie, postId, 'Indeed', commentId);
  await world.clarie.post(`${path}/comments/${commentId}/like`);
  expect([await isNotified(told), await isNotifiedOfLike(commentId, world.clarie)]).toEqual([
    true,
    true,
  ]);
  await lose(friend, postId);

  return { postId, commentId };
}

test('a reply to a comment of a former friend, who does not see the post any more, is for nobody', async () => {
  const { postId, commentId } = await lostComment('former', (friend) =>
    world.unfriend(world.brian, friend),
  );
  expect(await isNotified(await comment(world.alvin, postId, 'Really?', commentId))).toBe(false);
  await world.alvin.post(`${path}/comments/${commentId}/like`);
  expect(await isNotifiedOfLike(commentId, world.alvin)).toBe(false);
});

test('the author of a post who blocked the author of a comment answers it without a notification', async () => {
  const { postId, commentId } = await lostComment('blocked', (friend) =>
    world.block(world.brian, friend),
  );
  expect(await isNotified(await comment(world.alvin, postId, 'Really?', commentId))).toBe(false);
});

test('an answer on a post that only its author sees any more notifies no other user', async () => {
  const { brian } = world;
  const { postId, commentId } = await lostComment('archive', (_, id) =>
    brian.put(`${path}/${id}`, { is_archived: true }),
  );
  expect(await isNotified(await comment(brian, postId, 'Thanks', commentId))).toBe(false);
});

test('likes and replies of a user with a private profile do not notify strangers', async () => {
  const { brian, dorcas } = world;
  const shy = await world.tribe.person('shy fan');
  await world.change(shy, { isPrivate: true });
  const { id } = await world.post(brian, { visibility: 'public' });
  const ofStranger = await comment(dorcas, id, 'Strong!');
  expect(await isNotified(await comment(shy, id, 'Indeed', ofStranger))).toBe(false);
  await shy.post(`${path}/${id}/like`);
  expect(await isNotifiedOfLike(id, shy)).toBe(false);
  // The author of the post sees the replies to an own comment on it.
  const ofAuthor = await comment(brian, id, 'Thanks');
  expect(await isNotified(await comment(shy, id, 'Indeed', ofAuthor))).toBe(true);
});

test('comments of users with a private profile are shown to their friends and to the author of the post', async () => {
  const { brian, alvin, clarie, dorcas } = world;
  const shy = await world.tribe.person('shy');
  await world.befriend(shy, alvin);
  await world.change(shy, { isPrivate: true });
  const { id } = await world.post(brian, { visibility: 'public' });
  const hidden = await comment(shy, id, 'of a private user');
  await comment(dorcas, id, 'of a stranger');
  await comment(alvin, id, 'a reply', hidden);

  const seenBy = async (reader: Person, query = '') => {
    const { body } = await reader.get(`${path}/${id}/comments?${query}`);
    return [body.comments?.length, body.pagination?.total, body.code];
  };
  for (const reader of [brian, alvin, shy]) expect(await seenBy(reader)).toEqual([2, 2, undefined]);
  for (const reader of [clarie, dorcas]) expect(await seenBy(reader)).toEqual([1, 1, undefined]);

  const replies = `parent_comment_id=${hidden}`;
  expect(await seenBy(alvin, replies)).toEqual([1, 1, undefined]);
  expect(await seenBy(dorcas, replies)).toEqual([undefined, undefined, 'COMMENT_NOT_FOUND']);
  const like = `${path}/comments/${hidden}/like`;
  expect((await dorcas.post(like)).body.code).toBe('COMMENT_NOT_FOUND');
  expect([(await alvin.post(like)).status, (await brian.post(like)).status]).toEqual([200, 200]);
});
