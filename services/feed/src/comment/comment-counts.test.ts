import { OwnPersonalData } from '@tribe/personal-data';
import { newId, Transactions } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';
import { lockPost } from '../post/post.queries';
import type { Tx } from '../prisma.service';
import { CommentService } from './comment.service';
import { insertComment } from './comment.writes';

const path = '/api/v1/posts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

const inTransaction = <T>(work: (tx: Tx) => Promise<T>) =>
  world.tribe.service('feed').app.get<Transactions<Tx>>(Transactions).run(work);

async function eraseData({ id }: Person): Promise<void> {
  const { source } = world.tribe.service('feed').app.get(OwnPersonalData, { strict: false });
  let isLeft = true;
  while (isLeft) {
    const counts = await inTransaction((tx) => source.erase(tx, id));
    isLeft = Object.values(counts).some((count) => count > 0);
  }
}

async function comment(author: Person, postId: string, parent?: string): Promise<string> {
  const body = { content: 'Strong!', ...(parent && { parent_comment_id: parent }) };
  const answer = await author.post(`${path}/${postId}/comments`, body);
  // The comment that is answered may be gone.
  expect([201, 404]).toContain(answer.status);
  return answer.body.id;
}

/** The counts of a post and of its comments that differ from the rows. */
async function drift(postId: string): Promise<object[]> {
  return world.rows(
    `SELECT 'post' AS of, comments_count AS counted,
            (SELECT count(*)::int FROM post_comments WHERE post_id = p.id) AS stored
       FROM posts p WHERE id = $1 AND comments_count <> (SELECT count(*) FROM post_comments WHERE post_id = p.id)
     UNION ALL
     SELECT 'comment', replies_count, (SELECT count(*)::int FROM post_comments WHERE parent_id = c.id)
       FROM post_comments c
      WHERE post_id = $1 AND replies_count <> (SELECT count(*) FROM post_comments WHERE parent_id = c.id)`,
    [postId],
  );
}

test('a reply that is written while its comment is erased is counted or gone, and announced', async () => {
  const { brian, alvin, clarie } = world;
  const friend = await world.tribe.person('leaver');
  await world.befriend(brian, friend);
  await world.tribe.settled();
  const { id: postId } = await world.post(brian);
  const parentId = await comment(friend, postId);
  await comment(alvin, postId);
  const reply = {
    id: newId(),
    postId,
    parentId,
    userId: clarie.id,
    content: 'Indeed',
    likesCount: 0,
    repliesCount: 0,
    version: 1n,
    editedAt: null,
    createdAt: new Date(),
  };

  await world.whileLocked(
    async (tx) => {
      await lockPost(tx, postId);
      await insertComment(tx, reply);
    },
    () => eraseData(friend),
  );
  expect(await drift(postId)).toEqual([]);
  expect(await world.eventsOf(reply.id)).toEqual(['2 deleted']);
});

test('counts stay exact while comments are written, deleted, removed and erased at the same time', async () => {
  const { brian, alvin, clarie } = world;
  const leavers: Person[] = [];
  for (const name of ['first', 'second', 'third']) {
    const leaver = await world.tribe.person(`${name} leaver`);
    await world.befriend(brian, leaver);
    leavers.push(leaver);
  }
  await world.tribe.settled();
  const { id: postId } = await world.post(brian);
  const roots: string[] = [];
  for (const author of [...leavers, ...leavers, alvin, clarie])
    roots.push(await comment(author, postId));
  const comments = world.tribe.service('feed').app.get(CommentService, { strict: false });

  // A sequence that looks random, and is the same in every run.
  const rootOf = (index: number) => roots[(index * 7 + 3) % roots.length] as string;
  const answers = Array.from({ length: 40 }, (_, index) =>
    comment([alvin, clarie][index % 2] as Person, postId, rootOf(index)),
  );
  const removals = [roots[1], roots[6]].map((id) =>
    inTransaction((tx) => comments.remove(tx, id as string)),
  );
  const deletions = [brian.delete(`${path}/comments/${roots[7]}`)];
  await Promise.all([...answers, ...removals, ...deletions, ...leavers.map(eraseData)]);

  expect(await drift(postId)).toEqual([]);
  const { body } = await brian.get(`${path}/${postId}`);
  const [row] = await world.rows<{ stored: number }>(
    'SELECT count(*)::int AS stored FROM post_comments WHERE post_id = $1',
    [postId],
  );
  expect(body.comments_count).toBe(row!.stored);
});
