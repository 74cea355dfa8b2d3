import {
  PostCommentAddedSchema,
  PostCommentDeletedSchema,
  PostDeletedSchema,
  PostLikeChangedSchema,
  PostUpdatedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { NotificationsWorld } from '../notifications-world.test-support';

let world: NotificationsWorld;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  world = await NotificationsWorld.start();
  ({ brian, alvin, clarie } = world);
}, 60_000);
afterAll(() => world.stop());
beforeEach(() => world.clear());

/** A post of Brian. */
class BriansPost {
  readonly id = newId();
  readonly url = `/posts/${this.id}`;

  /** Likes the post or a comment of an author, and returns a function that takes it back. */
  async like(
    user: Person,
    comment?: { id: string; author: Person },
    { isHiddenFromAuthor = false } = {},
  ): Promise<() => Promise<void>> {
    const entityId = newId();

    const publish = (isLiked: boolean, entityVersion: number) => {
      const authorId = comment?.author.id ?? brian.id;
      const like = { commentId: comment?.id, authorId, isLiked, isHiddenFromAuthor };
      const data = { postId: this.id, user: user.card, ...like };
      return world.publish(
        'feed',
        eventOf(PostLikeChangedSchema, { entityId, entityVersion, data }),
      );
    };

    await publish(true, 1);

    return () => publish(false, 2);
  }

  /** Comments, or answers a comment, and returns the id of the comment. */
  async comment(
    user: Person,
    parent?: { id: string; author: Person },
    { isHiddenFromParentAuthor = false } = {},
  ): Promise<string> {
    const id = newId();
    const comment = {
      id,
      postId: this.id,
      postAuthorId: brian.id,
      parentId: parent?.id,
      parentAuthorId: parent?.author.id,
      isHiddenFromParentAuthor,
    };
    const data = { comment, user: user.card };
    const init = { entityId: id, entityVersion: 1, data };
    await world.publish('feed', eventOf(PostCommentAddedSchema, init));

    return id;
  }

  async deleteComment(entityId: string, user: Person): Promise<void> {
    const data = { postId: this.id, userId: user.id };
    const init = { entityId, entityVersion: 2, data };
    await world.publish('feed', eventOf(PostCommentDeletedSchema, init));
  }

  /** Archives the post, or makes it private. */
  async hide(): Promise<void> {
    const post = { id: this.id, authorId: brian.id, isShown: false };
    const init = { entityId: this.id, entityVersion: 2, data: { post } };
    await world.publish('feed', eventOf(PostUpdatedSchema, init));
  }

  async delete(): Promise<void> {
    const data = { postId: this.id, authorId: brian.id };
    const init = { entityId: this.id, entityVersion: 2, data };
    await world.publish('feed', eventOf(PostDeletedSchema, init));
  }
}

test('the likes of a post are one notification, which ends with the last like', async () => {
  const post = new BriansPost();
  await post.like(brian);
  expect(await world.listOf(brian)).toEqual([]);
  const take = [await post.like(alvin), await post.like(clarie)];
  const both = `${clarie.fullName} and 1 other liked your post`;
  expect(await world.listOf(brian)).toEqual([['post_like', both, post.url]]);
  for (const back of take) await back();
  expect(await world.listOf(brian)).toEqual([]);
});

test('comments notify the author of the post, replies the author of the comment', async () => {
  const post = new BriansPost();
  const id = await post.comment(alvin);
  await post.comment(clarie, { id, author: alvin });
  await post.comment(alvin, { id, author: alvin });
  expect(await world.listOf(brian)).toEqual([
    ['post_comment', `${alvin.fullName} commented on your post`, post.url],
  ]);
  expect(await world.listOf(alvin)).toEqual([
    ['comment_reply', `${clarie.fullName} replied to your comment`, post.url],
  ]);
});

test('a deleted comment takes its likes and replies with it, a deleted post all of its own', async () => {
  const post = new BriansPost();
  const id = await post.comment(alvin);
  await post.like(clarie, { id, author: alvin });
  await post.comment(brian, { id, author: alvin });
  expect((await world.typesOf(alvin)).sort()).toEqual(['comment_like', 'comment_reply']);
  await post.deleteComment(id, alvin);
  expect([await world.listOf(alvin), await world.listOf(brian)]).toEqual([[], []]);

  await post.like(alvin);
  await post.comment(clarie);
  expect(await world.typesOf(brian)).toHaveLength(2);
  await post.delete();
  expect(await world.listOf(brian)).toEqual([]);
});

test('an author who does not see the post any more is not notified of likes and replies, nor is the author of the post', async () => {
  const post = new BriansPost();
  const parent = { id: await post.comment(alvin), author: alvin };
  expect(await world.typesOf(brian)).toEqual(['post_comment']);
  await post.comment(clarie, parent, { isHiddenFromParentAuthor: true });
  const take = await post.like(clarie, parent, { isHiddenFromAuthor: true });
  await take();
  expect([await world.listOf(alvin), await world.typesOf(brian)]).toEqual([[], ['post_comment']]);
});

test('a deleted post takes the notifications of its comments with it, and no others', async () => {
  const [post, other] = [new BriansPost(), new BriansPost()];
  for (const each of [post, other]) {
    const parent = { id: await each.comment(alvin), author: alvin };
    await each.comment(clarie, parent);
    await each.like(clarie, parent);
  }
  await post.delete();
  const left = ['comment_like', 'comment_reply'];
  expect((await world.typesOf(alvin)).sort()).toEqual(left);
  expect(new Set((await world.listOf(alvin)).map(([, , url]) => url))).toEqual(
    new Set([other.url]),
  );
  expect((await world.listOf(brian)).map(([, , url]) => url)).toEqual([other.url]);
});

test('a post that is archived takes the notifications of its comments with it, except those of its author', async () => {
  const post = new BriansPost();
  const [ofAlvin, ofBrian] = [await post.comment(alvin), await post.comment(brian)];
  await post.comment(clarie, { id: ofAlvin, author: alvin });
  await post.comment(clarie, { id: ofBrian, author: brian });
  await post.hide();
  expect(await world.listOf(alvin)).toEqual([]);
  expect((await world.typesOf(brian)).sort()).toEqual(['comment_reply', 'post_comment']);
});

test('a like or comment that arrives after the deletion of its post or comment notifies nobody', async () => {
  const post = new BriansPost();
  const parent = { id: await post.comment(alvin), author: alvin };
  await post.deleteComment(parent.id, alvin);
  await post.comment(clarie, parent);
  await post.like(clarie, parent);
  expect(await world.listOf(alvin)).toEqual([]);
  await post.delete();
  await post.like(alvin);
  await post.comment(clarie);
  expect(await world.listOf(brian)).toEqual([]);
});

test('many likes at the same time are one notification, which counts all of them', async () => {
  const post = new BriansPost();
  const likes = Array.from({ length: 200 }, () => ({
    id: newId(),
    username: 'fan',
    fullName: 'A Fan',
  }));

  await Promise.all(
    likes.map((user) => {
      const data = { postId: post.id, authorId: brian.id, user, isLiked: true };
      const event = { entityId: newId(), entityVersion: 1, data };
      return world.tribe.publishAs('feed', eventOf(PostLikeChangedSchema, event));
    }),
  );

  await world.tribe.settled();
  expect(await world.listOf(brian)).toEqual([
    ['post_like', 'A Fan and 199 others liked your post', post.url],
  ]);
});
