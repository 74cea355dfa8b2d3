import { Injectable } from '@nestjs/common';
import { ModerationMutes, type Relation, Relationships, UserCards } from '@tribe/projections';
import { AppError, Database, requireVersion, settle } from '@tribe/service-kit';
import { errors } from '../errors';
import { People } from '../people/people';
import type { Tx } from '../prisma.service';
import { decideAccess, type PostAction, type PostRole } from './post-access.rules';
import { findPost, lockPost, type Post } from './post.queries';

/** A post, and what the user is to its author. */
export interface SeenPost {
  readonly post: Post;
  readonly role: PostRole;
}

/** Checks permissions. A post that a user may not see does not exist for that user. */
@Injectable()
export class PostAccess {
  constructor(
    private readonly database: Database,
    private readonly relationships: Relationships,
    private readonly cards: UserCards,
    private readonly people: People,
    private readonly mutes: ModerationMutes,
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
    const { relation, decide } = await this.known(userId, action, post);

    // A refusal must not rest on the delay of a projection.
    if (decide(relation).kind === 'refuse')
      settle(decide(await this.relationships.confirmRelation(userId, post.authorId)));

    return post;
  }

  /** Returns a post with the role of a user who sees it, and undefined for other users. Not for use inside transactions. */
  async find(userId: string, postId: string): Promise<SeenPost | undefined> {
    const post = await findPost(this.database, postId);
    if (!post) return undefined;
    if (post.authorId === userId) return { post, role: 'author' };
    const { relation, decide } = await this.known(userId, 'see', post);

    // A refusal must not rest on the delay of a projection.
    const confirmed =
      decide(relation).kind === 'refuse'
        ? await this.relationships.confirmRelation(userId, post.authorId)
        : relation;

    return decide(confirmed).kind === 'refuse' ? undefined : { post, role: roleOf(confirmed) };
  }

  /**
   * Whether a user is notified of an action of another user on a post: only if the user sees the post at this time, and the
   * other user exists for the user. Must not be called inside a transaction.
   */
  async isNotified(userId: string, actorId: string, postId: string): Promise<boolean> {
    const [post, isKnown] = await Promise.all([
      findPost(this.database, postId),
      this.people.existsFor(userId, actorId, { confirms: false }),
    ]);

    if (!post || !isKnown) return false;
    if (post.authorId === userId) return true;
    const { relation, decide } = await this.known(userId, 'see', post);

    return decide(relation).kind !== 'refuse';
  }

  /**
   * For what an author says in a post.
   *
   * @throws AppError SENDER_MUTED
   */
  async requireUnmuted(userId: string): Promise<void> {
    await this.mutes.requireUnmuted(userId);
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

  /** Returns the relation of a user to the author of a post, which may be late, and the decision for each relation. */
  private async known(userId: string, action: PostAction, post: Post) {
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

    return { relation, decide };
  }
}

function roleOf(relation: Relation): PostRole {
  return relation === 'self' ? 'author' : relation;
}
