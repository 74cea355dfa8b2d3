import { createHash } from 'node:crypto';
import type { LiveEvents, TribeClient } from '@tribe/client';
import { eventually } from '@tribe/testing';
import { type Friend, nextPush } from './friend';
import type { Narrator } from './narrator';
import { hasExif, takePhoto } from './photo-file';

const processingTimeoutMs = 30_000;
/** Users that like at the same time. */
const likesAtOnce = 10;

interface Scene {
  readonly author: Friend;
  readonly friend: Friend;
  /** Further users who like the photo. */
  readonly crowd: readonly TribeClient[];
}

/**
 * Lets a friend see a photo live, without the place that the phone noted in it, and many users like it. The author must get
 * one notification of all likes.
 *
 * @throws Error when the place is in the picture that the friend gets, or the likes are not one notification
 */
export async function runPhoto({ author, friend, crowd }: Scene, tell: Narrator): Promise<void> {
  const mediaId = await upload(author, tell);

  const { id: postId } = await tell.step({
    what: `${author.name} posts the photo`,
    event: 'PostCreated',
    act: () =>
      author.tribe.post('/api/v1/posts', {
        body: { media_id: mediaId, caption: 'Ten kilometres', visibility: 'public' },
      }),
    reaches: [[friend, () => nextPush(friend.tribe, 'feed.new')]],
  });

  await look(friend, postId, tell);
  await like({ author, friend, crowd }, postId, tell);
}

/** Uploads a photo and waits until it can be shown. */
async function upload({ name, tribe }: Friend, tell: Narrator): Promise<string> {
  const bytes = takePhoto();
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  const { id: mediaId, upload: target } = await tribe.post('/api/v1/media/uploads', {
    body: { purpose: 'post', content_type: 'image/jpeg', size: bytes.length, sha256 },
  });

  if (target) {
    const { ok } = await fetch(target.url, { method: 'PUT', headers: target.headers, body: bytes });
    if (!ok) throw new Error('The storage refuses the photo');
    await tribe.post('/api/v1/media/uploads/{mediaId}/complete', { path: { mediaId } });
  }

  await eventually(
    async () => {
      const { state } = await tribe.get('/api/v1/media/{mediaId}', { path: { mediaId } });
      if (state !== 'ready') throw new Error(`The photo is ${state}`);
    },
    { timeoutMs: processingTimeoutMs },
  );

  const place = hasExif(bytes) ? 'with' : 'without';
  tell.say(`\n ▸ ${name} uploads a photo ${place} the place where it was taken`);

  return mediaId;
}

/** Looks at the picture of a post in the home feed. */
async function look({ name, tribe }: Friend, postId: string, tell: Narrator): Promise<void> {
  const url = await eventually(async () => {
    const { posts } = await tribe.get('/api/v1/feed', { query: { limit: 5 } });
    const shown = posts.find(({ id }) => id === postId)?.media_url;
    if (!shown) throw new Error(`${name}'s feed does not have the photo`);

    return shown;
  });

  const picture = new Uint8Array(await (await fetch(url)).arrayBuffer());
  if (hasExif(picture)) throw new Error('The picture has the data of the phone');
  tell.say(`   ${name} sees it in the feed: ${picture.length} bytes, without a place`);
}

async function like(
  { author, friend, crowd }: Scene,
  postId: string,
  tell: Narrator,
): Promise<void> {
  const likeAs = (tribe: TribeClient) =>
    tribe.post('/api/v1/posts/{postId}/like', { path: { postId } });

  for (let start = 0; start < crowd.length; start += likesAtOnce)
    await Promise.all(crowd.slice(start, start + likesAtOnce).map(likeAs));

  const total = crowd.length + 1;
  const areCounted = (update: LiveEvents['post.updated']) =>
    update.update_type === 'counts' && update.likes_count === total;

  await tell.step({
    what: `${crowd.length} users and ${friend.name} like the photo`,
    event: 'PostLikeChanged',
    act: () => likeAs(friend.tribe),
    reaches: [[author, () => nextPush(author.tribe, 'post.updated', areCounted)]],
  });

  const message = await eventually(() => onlyNotification(author, postId, crowd.length));
  tell.say(`   ${author.name} has one notification of them: ${message}`);
}

/** Returns the message of the notification of all likes. */
async function onlyNotification(
  { name, tribe }: Friend,
  postId: string,
  others: number,
): Promise<string> {
  const { notifications } = await tribe.get('/api/v1/notifications', { query: { limit: 50 } });

  const ofLikes = notifications.filter(
    ({ notification_type, action_url }) =>
      notification_type === 'post_like' && action_url === `/posts/${postId}`,
  );

  const [only] = ofLikes;

  if (!only || ofLikes.length > 1)
    throw new Error(`${name} has ${ofLikes.length} notifications of likes`);

  if (others > 0 && !only.message.includes(` and ${others} other`))
    throw new Error(`The notification says "${only.message}"`);

  return only.message;
}
