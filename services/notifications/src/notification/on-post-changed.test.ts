import {
  PostCommentAddedSchema,
  PostCommentDeletedSchema,
  PostDeletedSchema,
  PostLikeChangedSchema,
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
  async like(user: Person, comment?: { id: string; author: Person }): Promise<() => Promise<void>> {
    const entityId = newId();

    const publish = (isLiked: boolean, entityVersion: number) => {
      const authorId = comment?.author.id ?? brian.id;
      const data = { postId: this.id, commentId: comment?.id, authorId, user: user.card, isLiked };
      return world.publish(
        'feed',
        eventOf(PostLikeChangedSchema, { entityId, entityVersion, data }),
      );
    };

    await publish(true, 1);

    return () => publish(false, 2);
  }

  /** Comments, or answers a comment, and returns the id of the comment. */
  async comment(user: Person, parent?: { id: string; author: Person }): Promise<string> {
    const id = newId();
    const comment = {
      id,
      postId: this.id,
      postAuthorId: brian.id,
      parentId: parent?.id,
      parentAuthorId: parent?.author.id,
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
