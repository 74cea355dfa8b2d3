import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { AppError, Database, unlessMissing } from '@tribe/service-kit';
import { errors } from '../errors';
import { PostAccess } from '../post/post-access';
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

  /** Authors may edit and delete a comment also on a post that they do not see any more. */
  async requireOwn(userId: string, commentId: string): Promise<PostComment> {
    const comment = await findComment(this.database, commentId);
    return comment?.userId === userId ? comment : this.require(userId, commentId);
  }

  private async find(userId: string, commentId: string): Promise<PostComment | undefined> {
    const comment = await findComment(this.database, commentId);
    if (!comment) return undefined;
    const post = await unlessMissing(this.posts.require(userId, 'see', comment.postId));
    if (!post || (await this.relationships.areHidden(userId, comment.userId))) return undefined;

    return comment;
  }
}
