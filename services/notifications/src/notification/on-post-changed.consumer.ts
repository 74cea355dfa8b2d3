import {
  PostCommentAddedSchema,
  PostCommentDeletedSchema,
  PostDeletedSchema,
  PostLikeChangedSchema,
  PostUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { actorOf, type PostTarget, postTarget } from './grouped-drafts.rules';
import { GroupedNotifications } from './grouped-notifications';

/** Notifies authors of likes, comments and replies. The entity of their events is such a like or comment. */
@Consumer()
export class OnPostChangedConsumer {
  constructor(private readonly groups: GroupedNotifications) {}

  @OnEvent(PostLikeChangedSchema, { durable: 'notifications-post-likes-v1' })
  async like(
    event: ReceivedEvent<typeof PostLikeChangedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { user, isLiked, isHiddenFromAuthor, authorId, postId, commentId } = event.data;
    if (!isLiked) return this.groups.remove(tx, event.entityId);
    if (!user || isHiddenFromAuthor) return;
    await this.add(tx, event, 'like', { authorId, postId, commentId });
  }

  /** A reply is for the author of the comment; a reply to an own comment is for the author of the post. */
  @OnEvent([PostCommentAddedSchema, PostCommentDeletedSchema], {
    durable: 'notifications-post-comments-v1',
  })
  async comment(
    event: ReceivedEvent<typeof PostCommentAddedSchema | typeof PostCommentDeletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.is(PostCommentDeletedSchema)) {
      await this.groups.remove(tx, event.entityId);
      return this.groups.removeItem(tx, 'post_comment', event.entityId);
    }

    const { comment, user } = event.data;
    if (!comment || !user) return;
    const { postId, postAuthorId, parentId, parentAuthorId, isHiddenFromParentAuthor } = comment;
    const answersOther = parentAuthorId !== undefined && parentAuthorId !== user.id;
    if (answersOther && isHiddenFromParentAuthor) return;

    const target = answersOther
      ? { authorId: parentAuthorId, postId, commentId: parentId }
      : { authorId: postAuthorId, postId, commentId: undefined };

    await this.add(tx, event, 'answer', target);
  }

  /** To all but its author, a post that was archived or made private does not exist any more. */
  @OnEvent([PostDeletedSchema, PostUpdatedSchema], { durable: 'notifications-posts-v1' })
  async forget(
    event: ReceivedEvent<typeof PostDeletedSchema | typeof PostUpdatedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.is(PostDeletedSchema)) return this.groups.removePost(tx, event.entityId);
    const { post } = event.data;
    if (post && !post.isShown) await this.groups.hidePost(tx, post.id, post.authorId);
  }

  private async add(
    tx: Tx,
    event: ReceivedEvent<typeof PostLikeChangedSchema | typeof PostCommentAddedSchema>,
    what: 'like' | 'answer',
    { authorId, postId, commentId }: PostTarget,
  ): Promise<void> {
    const { user } = event.data;
    if (!user) return;
    const itemIds = commentId === undefined ? [postId] : [postId, commentId];
    const { entityId: id, occurredAt: createdAt } = event;
    const source = { id, actor: actorOf(user), createdAt, itemIds };
    const target = postTarget(what, { authorId, postId, commentId });
    await this.groups.add(tx, event.id, target, source);
  }
}
