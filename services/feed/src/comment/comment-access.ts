import { Injectable } from '@nestjs/common';
import { AppError, Database, unlessMissing } from '@tribe/service-kit';
import { errors } from '../errors';
import { People } from '../people/people';
import { PostAccess } from '../post/post-access';
import { findPost, type Post } from '../post/post.queries';
import { findComment, type PostComment } from './comment.queries';

/**
 * Checks permissions. A comment on a post that a user may not see, or by a user who does not exist for that user, does not
 * exist. The author of a post sees the comments on it also of users with a private profile.
 */
@Injectable()
export class CommentAccess {
  constructor(
    private readonly database: Database,
    private readonly posts: PostAccess,
    private readonly people: People,
  ) {}

  /**
   * Returns a comment that the user sees. Must not be called inside a transaction.
   *
   * @throws AppError COMMENT_NOT_FOUND
   */
  async require(userId: string, commentId: string): Promise<PostComment> {
    const comment = await this.find(userId, commentId);
    if (!comment) throw new AppError(errors.COMMENT_NOT_FOUND);

    return comment;
  }

  /**
   * Returns the comment on a post that a user answers or opens, if one is named. Must not be called inside a transaction.
   *
   * @throws AppError COMMENT_NOT_FOUND, also for a comment on another post
   */
  async requireNamed(
    userId: string,
    postId: string,
    commentId: string | null | undefined,
  ): Promise<PostComment | undefined> {
    if (!commentId) return undefined;
    const comment = await this.require(userId, commentId);
    if (comment.postId !== postId) throw new AppError(errors.COMMENT_NOT_FOUND);

    return comment;
  }

  /**
   * Returns a comment for a change. Authors of comments may make it also on a post that they do not see any more, and
   * authors of posts also when they have blocked the author of the comment.
   *
   * @throws AppError COMMENT_NOT_FOUND
   */
  async requireOwn(userId: string, commentId: string): Promise<PostComment> {
    const comment = await findComment(this.database, commentId);
    if (!comment) throw new AppError(errors.COMMENT_NOT_FOUND);
    if (comment.userId === userId) return comment;
    const post = await findPost(this.database, comment.postId);

    return post?.authorId === userId ? comment : this.require(userId, commentId);
  }

  private async find(userId: string, commentId: string): Promise<PostComment | undefined> {
    const comment = await findComment(this.database, commentId);
    if (!comment) return undefined;
    const post = await unlessMissing(this.posts.require(userId, 'see', comment.postId));
    if (!post || !(await this.isShown(userId, post, comment))) return undefined;

    return comment;
  }

  private isShown(userId: string, post: Post, { userId: authorId }: PostComment): Promise<boolean> {
    const isOnOwn = post.authorId === userId;
    return isOnOwn
      ? this.people.areOpen(userId, authorId)
      : this.people.existsFor(userId, authorId, { confirms: true });
  }
}
