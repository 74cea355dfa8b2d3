import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { MediaLinks } from '@tribe/projections';
import { type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { GoalLinks } from '../goal/goal-links';
import { MediaKeeper, type ShownMedia } from '../media/media-keeper';
import { noteMedia } from '../media/media.queries';
import type { Tx } from '../prisma.service';
import { PostAccess } from './post-access';
import { PostPublication } from './post-publication';
import type { CreatePostBody, UpdatePostBody } from './post.dto';
import { postCreated, postDeleted, postUpdated } from './post.events';
import type { Post } from './post.queries';
import { decideChanges, decideType, saysMore } from './post.rules';
import { changedPost, savePost } from './post.writes';

/** Creates, changes and deletes posts. */
@Injectable()
export class PostService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: PostAccess,
    private readonly goals: GoalLinks,
    private readonly media: MediaKeeper,
    private readonly links: MediaLinks,
    private readonly publication: PostPublication,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the post, and the URLs of its media, which are asked for before the transaction */
  async createPost({ userId }: Caller, body: CreatePostBody) {
    const decided = settle(decideType(body));
    const postType = decided?.postType ?? 'text';
    await this.access.requireUnmuted(userId);
    await this.goals.require(userId, body.goal_id);
    const now = this.clock.now();
    const post = newPost(userId, { ...body, post_type: postType }, now);
    const { id, mediaId } = post;
    const shown = mediaId === null ? undefined : shownBy({ ...post, mediaId });
    const isReady = shown === undefined || (await this.media.reserve(shown));
    const urls = await this.links.of(shown && isReady ? [shown.mediaId] : []);

    await this.transactions.run(async (tx) => {
      const state = shown ? await noteMedia(tx.sql, shown.mediaId, isReady) : 'ready';
      const created = { ...post, publishedAt: state === 'ready' ? now : null };
      await tx.post.create({ data: created, select: { id: true } });
      await this.events.publish(tx, postCreated(created));
      if (shown) await this.media.report(tx, shown, 'begins');
      await this.publication.spread(tx, created);
    });

    return { postId: id, urls };
  }

  async updatePost({ userId }: Caller, postId: string, body: UpdatePostBody): Promise<void> {
    await this.access.require(userId, 'manage', postId);
    if (saysMore(body)) await this.access.requireUnmuted(userId);
    await this.goals.require(userId, body.goal_id);
    const now = this.clock.now();

    await this.transactions.run(async (tx) => {
      const post = await this.access.requireOwn(tx, userId, postId);
      const changes = settle(decideChanges(post, body, now));
      if (!changes) return;
      const changed = changedPost(post, changes, now);
      await savePost(tx, changed, changes);
      await this.events.publish(tx, postUpdated(changed));
      const mayShow = changes.visibility !== undefined || changes.archivedAt !== undefined;
      if (mayShow) await this.publication.spread(tx, changed);
    });
  }

  async deletePost({ userId }: Caller, postId: string): Promise<void> {
    await this.access.require(userId, 'manage', postId);

    await this.transactions.run(async (tx) => {
      const post = await this.access.requireOwn(tx, userId, postId);
      await this.remove(tx, post);
    });
  }

  /** Deletes a locked post. */
  async remove(tx: Tx, post: Post): Promise<void> {
    const now = this.clock.now();
    const { mediaId } = post;
    const changes = { deletedAt: now, caption: null, location: null };
    const deleted = changedPost(post, changes, now);
    await savePost(tx, deleted, changes);
    await this.events.publish(tx, postDeleted(deleted));
    if (mediaId !== null) await this.media.report(tx, shownBy({ ...post, mediaId }), 'ends');
  }
}

function shownBy(post: { id: string; authorId: string; mediaId: string }): ShownMedia {
  return { mediaId: post.mediaId, ownerId: post.authorId, purpose: 'post', id: post.id };
}

function newPost(authorId: string, body: CreatePostBody, now: Date): Post {
  return {
    id: newId(),
    authorId,
    postType: body.post_type ?? 'text',
    caption: body.caption || null,
    mediaId: body.media_id ?? null,
    goalId: body.goal_id ?? null,
    location: body.location || null,
    visibility: body.visibility ?? 'friends',
    publishedAt: null,
    isPulled: false,
    archivedAt: null,
    deletedAt: null,
    likesCount: 0,
    commentsCount: 0,
    version: 1n,
    createdAt: now,
    updatedAt: now,
  };
}
