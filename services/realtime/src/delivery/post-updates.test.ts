import {
  FriendshipEndedSchema,
  FriendshipStatus,
  PostCommentAddedSchema,
  PostCommentDeletedSchema,
  PostDeletedSchema,
  PostLikeChangedSchema,
  PostUpdatedSchema,
  PostVisibility,
  UserBlockedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { eventually, type Person, type SocketClient, startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { SocketServer } from '../socket/socket.server';
import { FeedDouble } from '../subscription/feed-double.test-support';

let tribe: Tribe;
let feed: FeedDouble;
let [author, friend, stranger, outsider]: Person[] = [];
let [authors, friends, strangers]: SocketClient[] = [];
let postId: string;
let version: bigint;

beforeAll(async () => {
  tribe = await startTribe({ services: [realtime], schemas: [], env: { POST_COUNTS_MS: '100' } });
  feed = await FeedDouble.start(tribe);
});
afterAll(() => tribe.stop());

/** A public post, which a friend of its author and a stranger watch. */
beforeEach(async () => {
  postId = newId();
  version = 1n;
  [author, friend, stranger, outsider] = await Promise.all(
    ['author', 'friend', 'stranger', 'outsider'].map((name) => tribe.person(name)),
  );
  feed.authorId = author!.id;
  feed.close.add(friend!.id);
  feed.strangers.add(stranger!.id);
  [authors, friends, strangers] = await Promise.all(
    [author, friend, stranger].map((person) => person!.socket()),
  );
  expect(await watch(friends!)).toEqual({ ok: true });
  expect(await watch(strangers!)).toEqual({ ok: true });
});
afterEach(() => {
  for (const socket of [authors, friends, strangers]) socket!.close();
});

const watch = (socket: SocketClient) =>
  socket.request('subscribe', { channel: 'post', post_id: postId });

async function updated(visibility: PostVisibility, isShown = true): Promise<void> {
  version += 1n;
  const post = { id: postId, authorId: author!.id, visibility, isShown };
  const init = { entityId: postId, entityVersion: version, data: { post } };
  await tribe.publishAs('feed', eventOf(PostUpdatedSchema, init));
}

async function liked(times: number): Promise<void> {
  for (let like = 0; like < times; like += 1) {
    const data = { postId, authorId: author!.id, isLiked: true };
    const init = { entityId: newId(), entityVersion: 1, data };
    await tribe.publishAs('feed', eventOf(PostLikeChangedSchema, init));
  }
}

const heardBy = (socket: SocketClient) =>
  socket.received
    .filter(({ event }) => event === 'post.updated')
    .map(({ payload }) => (payload as { update_type: string }).update_type);

function watchers(): number {
  const { io } = tribe.service('realtime').app.get(SocketServer, { strict: false });
  const { rooms } = io.sockets.adapter;
  return [`post:${postId}`, `post-viewers:${postId}`].reduce(
    (sum, room) => sum + (rooms.get(room)?.size ?? 0),
    0,
  );
}

test('a user who may not see a post cannot watch it, and learns nothing of it', async () => {
  const socket = await outsider!.socket();
  expect(await watch(socket)).toMatchObject({ ok: false, code: 'POST_NOT_FOUND', status: 404 });
  await updated(PostVisibility.PUBLIC);
  await friends!.next('post.updated');
  await socket.request('presence', { status: 'online' });
  expect(heardBy(socket)).toEqual([]);
  socket.close();
});

test('an edit reaches the author without a subscription, and the watchers', async () => {
  await updated(PostVisibility.PUBLIC);
  for (const socket of [authors, friends, strangers])
    expect(await socket!.next('post.updated')).toEqual({
      id: expect.any(String),
      sequence: 2,
      post_id: postId,
      update_type: 'edited',
    });
});

test('many likes and comments make few pushes, with the counts of feed', async () => {
  feed.counts.set(postId, { postId, authorId: author!.id, likes: 200, comments: 1 });
  await liked(200);
  const comment = { id: newId(), postId, postAuthorId: author!.id };
  const added = { entityId: comment.id, entityVersion: 1, data: { comment } };
  await tribe.publishAs('feed', eventOf(PostCommentAddedSchema, added));
  await tribe.settled();

  for (const socket of [authors, friends, strangers])
    expect(await socket!.next('post.updated')).toEqual({
      id: expect.any(String),
      post_id: postId,
      update_type: 'counts',
      likes_count: 200,
      comments_count: 1,
    });
  expect(heardBy(friends!).length).toBeLessThan(40);
});

test('a deleted comment changes the counts, and a like of a comment does not', async () => {
  feed.counts.set(postId, { postId, authorId: author!.id, likes: 0, comments: 0 });
  const unseen = newId();
  const onComment = { postId: unseen, commentId: newId(), authorId: author!.id, isLiked: true };
  const like = { entityId: newId(), entityVersion: 1, data: onComment };
  await tribe.publishAs('feed', eventOf(PostLikeChangedSchema, like));
  const data = { postId, userId: friend!.id };
  const gone = { entityId: newId(), entityVersion: 2, data };
  await tribe.publishAs('feed', eventOf(PostCommentDeletedSchema, gone));
  expect(await friends!.next('post.updated')).toMatchObject({ comments_count: 0 });
  expect(feed.asked.flat()).not.toContain(unseen);
});

test('a deleted post is gone for its watchers and on the other devices of its author', async () => {
  const data = { postId, authorId: author!.id };
  const init = { entityId: postId, entityVersion: 2, data };
  await tribe.publishAs('feed', eventOf(PostDeletedSchema, init));
  for (const socket of [authors, friends, strangers])
    expect(await socket!.next('post.updated')).toMatchObject({ update_type: 'deleted' });
  await eventually(() => watchers() === 0);
});

test('a post that is shown to friends only is deleted for strangers, and edited for friends', async () => {
  await updated(PostVisibility.FRIENDS);
  expect(await friends!.next('post.updated')).toMatchObject({ update_type: 'edited' });
  expect(await strangers!.next('post.updated')).toMatchObject({ update_type: 'deleted' });
  await updated(PostVisibility.FRIENDS);
  await friends!.next('post.updated');
  await strangers!.request('presence', { status: 'online' });
  expect(heardBy(strangers!)).toEqual(['deleted']);
});

test('a post that becomes private is deleted for all but its author, who goes on watching', async () => {
  feed.close.add(author!.id);
  expect(await watch(authors!)).toEqual({ ok: true });
  await updated(PostVisibility.PRIVATE, false);
  expect(await authors!.next('post.updated')).toMatchObject({ update_type: 'edited' });
  for (const socket of [friends, strangers])
    expect(await socket!.next('post.updated')).toMatchObject({ update_type: 'deleted' });
  await eventually(() => watchers() === 1);
  expect(heardBy(authors!)).toEqual(['edited']);
});

test('a former friend of the author stops watching, and other watchers go on', async () => {
  const id = newId();
  const people = { requesterId: author!.id, addresseeId: friend!.id };
  const friendship = { id, ...people, status: FriendshipStatus.ENDED };
  const init = { entityId: id, entityVersion: 2, data: { friendship } };
  await tribe.publishAs('social-graph', eventOf(FriendshipEndedSchema, init));
  await eventually(() => watchers() === 1);
  await updated(PostVisibility.PUBLIC);
  await strangers!.next('post.updated');
  await friends!.request('presence', { status: 'online' });
  expect(heardBy(friends!)).toEqual([]);
});

test('a user that the author has blocked stops watching', async () => {
  const block = { id: newId(), blockerId: author!.id, blockedId: stranger!.id };
  const init = { entityId: block.id, entityVersion: 1, data: { block } };
  await tribe.publishAs('social-graph', eventOf(UserBlockedSchema, init));
  await eventually(() => watchers() === 1);
});
