import {
  PostCommentDeletedSchema,
  PostDeletedSchema,
  PostUpdatedSchema,
  UsersMentionedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { actorOf } from './grouped-drafts.rules';
import { draftMentions } from './mention-drafts.rules';
import { insertSources } from './notification-source.queries';
import { NotificationWriter } from './notification-writer';

/** Notifies users of mentions in posts and comments, until these are deleted or only their author sees them. */
@Consumer()
export class OnUsersMentionedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent(UsersMentionedSchema, { durable: 'notifications-mentions-v1' })
  async handle(
    event: ReceivedEvent<typeof UsersMentionedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { postId, commentId, user } = event.data;
    if (!user) return;
    const itemIds = commentId === undefined ? [postId] : [postId, commentId];
    const source = { actor: actorOf(user), createdAt: event.occurredAt, itemIds };
    const drafts = draftMentions(event.data);
    const [target] = drafts;
    if (!target) return;

    const recipients = drafts.map(({ userId }) => ({ id: newId(), userId }));
    if ((await insertSources(tx.sql, target, recipients, source)) > 0)
      await this.writer.write(tx, event.id, drafts);
  }

  /** The mentions in its comments go with the answers to them. */
  @OnEvent([PostDeletedSchema, PostUpdatedSchema], { durable: 'notifications-mentions-posts-v1' })
  async onPostChanged(
    event: ReceivedEvent<typeof PostDeletedSchema | typeof PostUpdatedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.is(PostUpdatedSchema) && event.data.post?.isShown !== false) return;
    await this.writer.withdraw(tx, 'post', event.entityId, { type: 'post_mention' });
  }

  @OnEvent(PostCommentDeletedSchema, { durable: 'notifications-mentions-comments-v1' })
  async onCommentDeleted(
    { entityId }: ReceivedEvent<typeof PostCommentDeletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.withdraw(tx, 'post_comment', entityId, { type: 'comment_mention' });
  }
}
