import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { DueJobs } from '@tribe/jobs';
import { Clock } from '@tribe/service-kit';
import type { PostType } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import { postUpdated } from './post.events';
import { lockPost, type Post } from './post.queries';
import { changedPost, savePost } from './post.writes';

export const fanOutKind = 'feed-fan-out-v1';

/** Brings posts into the feeds of other users. */
@Injectable()
export class PostPublication {
  constructor(
    private readonly events: EventPublisher,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  /** Publishes a post whose media is ready. Feeds sort it by this time, so that no reader has passed it before. */
  async publish(tx: Tx, postId: string, postType: PostType): Promise<void> {
    const post = await lockPost(tx, postId);
    if (!post || post.publishedAt !== null) return;
    const now = this.clock.now();
    const changes = { publishedAt: now, postType };
    const published = changedPost(post, changes, now);
    await savePost(tx, published, changes);
    await this.events.publish(tx, postUpdated(published));
    await this.spread(tx, published);
  }

  /** Writes a post into the feeds of the friends of its author, soon after the transaction. Repeating it is harmless. */
  async spread(tx: Tx, { id, version, visibility, publishedAt, archivedAt }: Post): Promise<void> {
    if (visibility === 'private' || publishedAt === null || archivedAt !== null) return;
    await this.dueJobs.enqueue(tx, {
      kind: fanOutKind,
      key: `${id} ${version}`,
      runAt: this.clock.now(),
      payload: { postId: id },
    });
  }
}
