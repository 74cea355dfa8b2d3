import {
  MediaDeletedSchema,
  MediaReadySchema,
  MediaRejectedSchema,
  MediaSnapshottedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { findWaitingPosts, type MediaCardRow, upsertMediaCard } from '../media/media.queries';
import { PostPublication } from '../post/post-publication';
import type { Tx } from '../prisma.service';

const mediaEvents = [
  MediaReadySchema,
  MediaRejectedSchema,
  MediaDeletedSchema,
  MediaSnapshottedSchema,
] as const;

/** Keeps what is shown of the media of posts, and publishes posts whose media is ready. */
@Consumer()
export class OnMediaChangedConsumer {
  constructor(private readonly publication: PostPublication) {}

  @OnEvent([...mediaEvents], { durable: 'feed-media-v1' })
  async handle(
    event: ReceivedEvent<(typeof mediaEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const card = cardOf(event);
    if (!(await upsertMediaCard(tx.sql, card)) || card.state !== 'ready') return;

    for (const postId of await findWaitingPosts(tx.sql, card.mediaId))
      await this.publication.publish(tx, postId, card.isVideo ? 'video' : 'photo');
  }
}

function cardOf(event: ReceivedEvent<(typeof mediaEvents)[number]>): MediaCardRow {
  const gone = { width: 0, height: 0, blurhash: null, isVideo: false };
  const entity = { mediaId: event.entityId, version: event.entityVersion };
  if (event.is(MediaRejectedSchema) || event.is(MediaDeletedSchema))
    return { ...entity, ...gone, state: 'gone' };

  const { media } = event.data;
  if (!media) throw new Error('the event carries no media');
  const { width, height, blurhash, contentType } = media;

  return {
    ...entity,
    state: 'ready',
    width,
    height,
    blurhash: blurhash || null,
    isVideo: contentType.startsWith('video/'),
  };
}
