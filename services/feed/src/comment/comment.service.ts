import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { ModerationMutes, VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  newId,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { PostAccess } from '../post/post-access';
import { lockPost, type Post } from '../post/post.queries';
import type { Tx } from '../prisma.service';
import { CommentAccess } from './comment-access';
import type { AddCommentBody } from './comment.dto';
import {
  type Answered,
  postCommentAdded,
  postCommentDeleted,
  postCommentEdited,
} from './comment.events';
import { findComment, isLikedBy, type PostComment } from './comment.queries';
import { decideComment, decideDeletion, decideEdit } from './comment.rules';
import { commentView } from './comment.view';
import { deleteComments, insertComment, saveComment } from './comment.writes';

/** Writes comments on posts, with one level of replies. */
@Injectable()
export class CommentService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly posts: PostAccess,
    private readonly access: CommentAccess,
    private readonly cards: VisibleCards,
    private readonly mutes: ModerationMutes,
    private readonly clock: Clock,
  ) {}

  async addComment(caller: Caller, postId: string, body: AddCommentBody) {
    const { authorId: postAuthorId } = await this.posts.require(caller.userId, 'see', postId);
    const parent = await this.access.requireNamed(caller.userId, postId, body.parent_comment_id);
    await this.mutes.requireUnmuted(caller.userId);
    const user = await this.cards.ofCaller(caller);
    const answered = await this.answeredBy(caller.userId, postAuthorId, parent);
    const parentId = parent?.parentId ?? parent?.id ?? null;

    const comment = newComment(
      user.id,
      { postId, parentId, content: body.content },
      this.clock.now(),
    );

    await this.transactions.run(async (tx) => {
      const post = await this.lock(tx, postId);
      const joined = parentId === null ? undefined : await requireComment(tx, parentId);
      settle(decideComment(post, joined));
      await insertComment(tx, comment);
      await this.events.publish(tx, postCommentAdded(comment, answered, user));
    });

    return commentView({ ...comment, isLiked: false }, new Map([[user.id, user]]));
  }

  async editComment(caller: Caller, commentId: string, content: string) {
    const { postId } = await this.access.requireOwn(caller.userId, commentId);
    await this.mutes.requireUnmuted(caller.userId);
    const user = await this.cards.ofCaller(caller);

    const edited = await this.transactions.run(async (tx) => {
      await this.lock(tx, postId);
      const comment = await requireComment(tx, commentId);
      const changes = settle(decideEdit(comment, caller.userId, content));
      if (!changes) return comment;
      const version = comment.version + 1n;
      const changed = { ...comment, ...changes, version, editedAt: this.clock.now() };
      await saveComment(tx, changed);
      await this.events.publish(tx, postCommentEdited(changed));

      return changed;
    });

    const isLiked = await isLikedBy(this.database, commentId, caller.userId);

    return commentView({ ...edited, isLiked }, new Map([[user.id, user]]));
  }

  async deleteComment({ userId }: Caller, commentId: string): Promise<void> {
    const { postId } = await this.access.requireOwn(userId, commentId);

    await this.transactions.run(async (tx) => {
      const post = await this.lock(tx, postId);
      settle(decideDeletion(await requireComment(tx, commentId), post, userId));
      await this.delete(tx, commentId);
    });
  }

  /** Deletes a comment, if it still exists. */
  async remove(tx: Tx, commentId: string): Promise<void> {
    const comment = await findComment(tx.sql, commentId);
    if (comment && (await lockPost(tx, comment.postId))) await this.delete(tx, commentId);
  }

  private async delete(tx: Tx, commentId: string): Promise<void> {
    const deleted = await deleteComments(tx, [commentId]);
    await this.events.publish(tx, deleted.map(postCommentDeleted));
  }

  /** Returns the authors of what a user answers. The author of a post sees every comment on it. */
  private async answeredBy(
    userId: string,
    postAuthorId: string,
    parent: PostComment | undefined,
  ): Promise<Answered> {
    if (!parent) return { postAuthorId, parentAuthorId: undefined, isNotified: true };
    const { userId: parentAuthorId, postId } = parent;

    const isNotified =
      parentAuthorId === postAuthorId ||
      (await this.posts.isNotified(parentAuthorId, userId, postId));

    return { postAuthorId, parentAuthorId, isNotified };
  }

  private async lock(tx: Tx, postId: string): Promise<Post> {
    const post = await lockPost(tx, postId);
    if (!post) throw new AppError(errors.POST_NOT_FOUND);

    return post;
  }
}

async function requireComment(tx: Tx, commentId: string): Promise<PostComment> {
  const comment = await findComment(tx.sql, commentId);
  if (!comment) throw new AppError(errors.COMMENT_NOT_FOUND);

  return comment;
}

function newComment(
  userId: string,
  fields: Pick<PostComment, 'postId' | 'parentId' | 'content'>,
  now: Date,
): PostComment {
  return {
    id: newId(),
    ...fields,
    userId,
    likesCount: 0,
    repliesCount: 0,
    version: 1n,
    editedAt: null,
    createdAt: now,
  };
}
