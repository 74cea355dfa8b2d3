import {
  PostCommentAddedSchema,
  PostCommentDeletedSchema,
  PostDeletedSchema,
  PostLikeChangedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { actorOf, postTarget } from './grouped-drafts.rules';
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
    const { user, isLiked, authorId, postId, commentId } = event.data;
    if (!isLiked) return this.groups.remove(tx, event.entityId);
    if (!user) return;
    const source = { id: event.entityId, actor: actorOf(user), createdAt: event.occurredAt };
    const target = postTarget('like', { authorId, postId, commentId });
    await this.groups.add(tx, event.id, target, source);
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
    const { postId, postAuthorId, parentId, parentAuthorId } = comment;
    const answersOther = parentAuthorId !== undefined && parentAuthorId !== user.id;

    const target = answersOther
      ? { authorId: parentAuthorId, postId, commentId: parentId }
      : { authorId: postAuthorId, postId, commentId: undefined };

    const source = { id: event.entityId, actor: actorOf(user), createdAt: event.occurredAt };
    await this.groups.add(tx, event.id, postTarget('answer', target), source);
  }

  @OnEvent(PostDeletedSchema, { durable: 'notifications-posts-v1' })
  async forget(
    event: ReceivedEvent<typeof PostDeletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.groups.removeItem(tx, 'post', event.entityId);
  }
}
