import {
  FeedReportService,
  ModerationActionKind,
  ModerationActionTakenSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

const path = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

async function written() {
  const post = await world.post(world.brian, { caption: 'Buy now' });
  const body = { content: 'Buy more' };
  const comment = await world.alvin.post(`${path}/${post.id}/comments`, body);

  return { postId: post.id as string, commentId: comment.body.id as string };
}

async function deleteContent(targetType: string, targetId: string): Promise<void> {
  const id = newId();
  const kind = ModerationActionKind.DELETE_CONTENT;
  const data = { action: { id, kind, targetType, targetId, subjectId: newId() } };
  const init = { entityId: id, entityVersion: 1, data };
  await world.tribe.publishAs('social-graph', eventOf(ModerationActionTakenSchema, init));
  await world.tribe.settled();
}

test('users can report posts and comments that they see, and no others', async () => {
  const { postId, commentId } = await written();
  const client = (await world.tribe.rpcAs('social-graph')).client(FeedReportService);
  const found = async (viewer: Person, targetType: string, targetId: string) => {
    const question = { viewerId: viewer.id, targetType, targetId };
    return (await client.findFeedReportTarget({ question })).target;
  };

  const { brian, alvin, clarie, dorcas } = world;
  expect(await found(clarie, 'post', postId)).toMatchObject({
    authorId: brian.id,
    excerpt: 'Buy now',
  });
  expect(await found(clarie, 'post_comment', commentId)).toMatchObject({
    authorId: alvin.id,
    excerpt: 'Buy more',
  });
  const hidden = [
    await found(dorcas, 'post', postId),
    await found(dorcas, 'post_comment', commentId),
    await found(clarie, 'post', newId()),
  ];
  expect(hidden).toEqual([undefined, undefined, undefined]);
});

test('a story can be reported by users who see it, and removed by moderators', async () => {
  const { brian, alvin, dorcas } = world;
  const media_id = world.upload('ready', brian, 'story');
  const { body } = await brian.post('/api/v1/stories', { media_id });
  const client = (await world.tribe.rpcAs('social-graph')).client(FeedReportService);
  const found = async ({ id: viewerId }: Person) => {
    const question = { viewerId, targetType: 'story', targetId: body.id };
    return (await client.findFeedReportTarget({ question })).target;
  };
  expect([await found(alvin), await found(dorcas)]).toMatchObject([
    { authorId: brian.id, mediaIds: [media_id] },
    undefined,
  ]);
  await deleteContent('story', body.id);
  expect((await brian.get(`/api/v1/stories/${body.id}`)).status).toBe(404);
});

test('a removed post or comment is gone, also when the decision is repeated', async () => {
  const { postId, commentId } = await written();
  const of = `${path}/${postId}`;
  await deleteContent('post_comment', commentId);
  await deleteContent('post_comment', commentId);
  expect((await world.brian.get(of)).body.comments_count).toBe(0);
  await deleteContent('post', postId);
  await deleteContent('post', postId);
  expect((await world.brian.get(of)).status).toBe(404);
  expect(await world.eventsOf(postId)).toEqual(['1 created', '2 deleted']);
  expect(await world.eventsOf(commentId)).toEqual(['1 added', '2 deleted']);
});
