import {
  PostCommentDeletedSchema,
  PostDeletedSchema,
  PostUpdatedSchema,
  type UsersMentioned,
  UsersMentionedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { NotificationsWorld } from '../notifications-world.test-support';

let world: NotificationsWorld;
beforeAll(async () => {
  world = await NotificationsWorld.start();
}, 60_000);
afterAll(() => world.stop());
beforeEach(() => world.clear());

async function mention(target: Pick<UsersMentioned, 'postId'> & { commentId?: string }) {
  const { brian, alvin, clarie } = world;
  const data = { ...target, user: brian.card, userIds: [alvin.id, clarie.id] };
  const init = { entityId: newId(), entityVersion: 1, data };
  await world.publish('feed', eventOf(UsersMentionedSchema, init));
}

test('users who are mentioned in a post are notified until it is deleted', async () => {
  const postId = newId();
  await mention({ postId });
  expect(await world.listOf(world.alvin)).toEqual([
    ['post_mention', `${world.brian.fullName} mentioned you in a post`, `/posts/${postId}`],
  ]);
  const data = { postId, authorId: world.brian.id };
  const init = { entityId: postId, entityVersion: 2, data };
  await world.publish('feed', eventOf(PostDeletedSchema, init));
  expect(await world.listOf(world.alvin)).toEqual([]);
});

test('users who are mentioned in a comment are notified until it is deleted', async () => {
  const [postId, commentId] = [newId(), newId()];
  await mention({ postId, commentId });
  expect(await world.listOf(world.alvin)).toEqual([
    ['comment_mention', `${world.brian.fullName} mentioned you in a comment`, `/posts/${postId}`],
  ]);
  const data = { postId, userId: world.brian.id };
  const init = { entityId: commentId, entityVersion: 2, data };
  await world.publish('feed', eventOf(PostCommentDeletedSchema, init));
  expect(await world.listOf(world.alvin)).toEqual([]);
});

test('a post that only its author sees takes the notifications of its mentions with it', async () => {
  const [postId, commentId] = [newId(), newId()];
  await mention({ postId });
  await mention({ postId, commentId });
  const post = { id: postId, authorId: world.brian.id, isShown: false };
  const init = { entityId: postId, entityVersion: 2, data: { post } };
  await world.publish('feed', eventOf(PostUpdatedSchema, init));
  expect(await world.listOf(world.alvin)).toEqual([]);
});

test('a deleted post takes the notifications of mentions in its comments with it', async () => {
  const [postId, commentId] = [newId(), newId()];
  await mention({ postId, commentId });
  await deletePost(postId);
  expect(await world.listOf(world.alvin)).toEqual([]);
});

test('a mention that arrives after the deletion of its post notifies nobody', async () => {
  const postId = newId();
  await deletePost(postId);
  await mention({ postId });
  expect(await world.listOf(world.alvin)).toEqual([]);
});

function deletePost(postId: string): Promise<void> {
  const data = { postId, authorId: world.brian.id };
  const init = { entityId: postId, entityVersion: 2, data };
  return world.publish('feed', eventOf(PostDeletedSchema, init));
}
