import type { Person } from '@tribe/testing';
import { uploadPicture } from '../media/upload-picture';
import type { BlockWorld } from './block-world';

const posts = '/api/v1/posts';

async function newPost(author: Person): Promise<string> {
  const { status, body } = await author.post(posts, { caption: 'Ten kilometres' });
  expect(status).toBe(201);

  return body.id;
}

export async function seesFeedEntries(
  world: BlockWorld,
  viewer: Person,
  other: Person,
): Promise<boolean> {
  await newPost(other);
  await world.settled();

  const paths = ['feed', 'feed?feed_type=discover', 'posts', `users/${other.id}/posts`];
  const answers = await Promise.all(paths.map((path) => viewer.get(`/api/v1/${path}`)));

  return JSON.stringify(answers.map(({ body }) => body)).includes(other.id);
}

export async function seesPost(world: BlockWorld, viewer: Person, other: Person): Promise<boolean> {
  const read = (id: string) => viewer.get(`${posts}/${id}`);
  const answer = await read(await newPost(other));

  return !(await world.equalsUnknown(answer, () => read(world.unknownId)));
}

/** Of a post of a friend of both. */
export async function seesLike(world: BlockWorld, viewer: Person, other: Person): Promise<boolean> {
  const path = `${posts}/${await newPost(world.clarie)}`;
  expect((await other.post(`${path}/like`)).status).toBe(200);
  const { body } = await viewer.get(`${path}/likes`);

  return JSON.stringify(body).includes(other.id) || body.pagination.total > 0;
}

/** On a post of a friend of both. */
export async function seesComment(
  world: BlockWorld,
  viewer: Person,
  other: Person,
): Promise<boolean> {
  const path = `${posts}/${await newPost(world.clarie)}/comments`;
  const { status, body: comment } = await other.post(path, { content: 'Well done' });
  expect(status).toBe(201);
  const { body } = await viewer.get(path);
  const liked = await viewer.post(`${posts}/comments/${comment.id}/like`);

  return (
    JSON.stringify(body).includes(other.id) || body.pagination.total > 0 || liked.status === 200
  );
}

const pictures = new Map<string, string>();

/** Each user uploads one picture for all stories. */
async function pictureOf(world: BlockWorld, owner: Person): Promise<string> {
  const known = pictures.get(owner.id);
  if (known !== undefined) return known;
  const uploaded = await uploadPicture(owner, 'story');
  pictures.set(owner.id, uploaded);
  await world.settled({ timeoutMs: 25_000 });

  return uploaded;
}

export async function seesStory(
  world: BlockWorld,
  viewer: Person,
  other: Person,
): Promise<boolean> {
  const stories = '/api/v1/stories';
  const media_id = await pictureOf(world, other);
  const { status, body: story } = await other.post(stories, { media_id });
  expect(status).toBe(201);
  const { body: listed } = await viewer.get(stories);
  const view = (id: string) => viewer.post(`${stories}/${id}/view`);
  const isUnknown = await world.equalsUnknown(await view(story.id), () => view(world.unknownId));

  return !isUnknown || JSON.stringify(listed).includes(other.id);
}
