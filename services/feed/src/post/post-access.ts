import { Injectable } from '@nestjs/common';
import { type Relation, Relationships, UserCards } from '@tribe/projections';
import { AppError, Database, requireVersion, settle } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { decideAccess, type PostAction } from './post-access.rules';
import { findPost, lockPost, type Post } from './post.queries';

/** Checks permissions. A post that a user may not see does not exist for that user. */
@Injectable()
export class PostAccess {
  constructor(
    private readonly database: Database,
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
  ) {}

  /**
   * Returns the post if the user may perform the action on it. Must not be called inside a transaction.
   *
   * @throws AppError POST_NOT_FOUND, PERMISSION_DENIED
   */
  async require(userId: string, action: PostAction, postId: string): Promise<Post> {
    const post = await findPost(this.database, postId);
    if (!post) throw new AppError(errors.POST_NOT_FOUND);
    if (post.authorId === userId) return post;

    const [relation, cards] = await Promise.all([
      this.relationships.relationOf(userId, post.authorId),
      this.cards.get([post.authorId]),
    ]);

    const card = cards.get(post.authorId);

    const author = {
      isActive: card !== undefined,
      isPrivate: card?.privacy.profileVisibility === 'private',
    };

    const decide = (known: Relation) => decideAccess(action, roleOf(known), post, author);

    // A refusal must not rest on the delay of a projection.
    if (decide(relation).kind === 'refuse')
      settle(decide(await this.relationships.confirmRelation(userId, post.authorId)));

    return post;
  }

  /**
   * Locks a post of the user until the end of the transaction, and returns it.
   *
   * @throws AppError POST_NOT_FOUND; PRECONDITION_FAILED when the client knows another version
   */
  async requireOwn(tx: Tx, userId: string, postId: string): Promise<Post> {
    const post = await lockPost(tx, postId);
    if (post?.authorId !== userId) throw new AppError(errors.POST_NOT_FOUND);
    requireVersion(post.version);

    return post;
  }
}

function roleOf(relation: Relation) {
  return relation === 'self' ? 'author' : relation;
}
