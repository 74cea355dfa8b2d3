import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { AppError, Database, unlessMissing } from '@tribe/service-kit';
import { errors } from '../errors';
import { PostAccess } from '../post/post-access';
import { findPost } from '../post/post.queries';
import { findComment, type PostComment } from './comment.queries';

/** Checks permissions. A comment on a post that a user may not see, or of a hidden user, does not exist for that user. */
@Injectable()
export class CommentAccess {
  constructor(
    private readonly database: Database,
    private readonly posts: PostAccess,
    private readonly relationships: Relationships,
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
    if (!post || (await this.relationships.areHidden(userId, comment.userId))) return undefined;

    return comment;
  }
}
