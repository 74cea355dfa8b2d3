import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';

const posts = '/api/v1/posts';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
let clarie: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  [brian, alvin, clarie] = [
    await tribe.person('brian'),
    await tribe.person('alvin'),
    await tribe.person('clarie'),
  ];
  for (const friend of [alvin, clarie]) await tribe.befriend(brian, friend);
  await tribe.settled();
});
afterAll(() => tribe.stop());

/** The post pages that the notifications of a person lead to. */
async function pagesOf(person: Person): Promise<string[]> {
  await tribe.settled();
  const { body } = await person.get('/api/v1/notifications');
  const urls = body.notifications.map((each: { action_url: string }) => each.action_url);

  return urls.filter((url: string) => url.startsWith('/posts/'));
}

/** A post of Brian with a comment of Alvin, and answers of Clarie. */
async function discussedPost() {
  const { body: post } = await brian.post(posts, { caption: 'Ten kilometres' });
  const comments = `${posts}/${post.id}/comments`;
  const { body: comment } = await alvin.post(comments, { content: 'Strong!' });
  const answer = async () => {
    await clarie.post(comments, { content: 'Indeed', parent_comment_id: comment.id });
    await clarie.post(`${posts}/comments/${comment.id}/like`);
  };
  await answer();

  return { path: `${posts}/${post.id}`, page: `/posts/${post.id}`, answer };
}

test('a deleted and an archived post leave no notification that leads to it, except for its author', async () => {
  const [deleted, archived, kept] = [
    await discussedPost(),
    await discussedPost(),
    await discussedPost(),
  ];
  expect(new Set(await pagesOf(alvin))).toEqual(
    new Set([kept, archived, deleted].map(({ page }) => page)),
  );
  await brian.delete(deleted.path);
  await brian.put(archived.path, { is_archived: true });
  expect(new Set(await pagesOf(alvin))).toEqual(new Set([kept.page]));
  expect(new Set(await pagesOf(brian))).toEqual(new Set([kept.page, archived.page]));
});

test('a former friend of the author is not notified of answers on a post that only friends see', async () => {
  const { page, path, answer } = await discussedPost();
  await tribe.settled();
  const before = await pagesOf(alvin);
  expect((await brian.delete(`/api/v1/friends/${alvin.id}`)).status).toBe(204);
  await tribe.settled();
  expect((await alvin.get(path)).status).toBe(404);
  await alvin.put('/api/v1/notifications/mark-all-read');
  await answer();
  expect(await pagesOf(alvin)).toEqual(before);
  const { body } = await alvin.get('/api/v1/notifications?unread_only=true');
  expect(JSON.stringify(body.notifications)).not.toContain(page);
});
