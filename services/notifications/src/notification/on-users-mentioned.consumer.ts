import {
  PostCommentDeletedSchema,
  PostDeletedSchema,
  UsersMentionedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { draftMentions } from './mention-drafts.rules';
import { NotificationWriter } from './notification-writer';

/** Notifies users of mentions in posts and comments, until these are deleted. */
@Consumer()
export class OnUsersMentionedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent(UsersMentionedSchema, { durable: 'notifications-mentions-v1' })
  async handle(
    event: ReceivedEvent<typeof UsersMentionedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.write(tx, event.id, draftMentions(event.data));
  }

  @OnEvent(PostDeletedSchema, { durable: 'notifications-mentions-posts-v1' })
  async onPostDeleted(
    { entityId }: ReceivedEvent<typeof PostDeletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.withdraw(tx, 'post', entityId, { type: 'post_mention' });
  }

  @OnEvent(PostCommentDeletedSchema, { durable: 'notifications-mentions-comments-v1' })
  async onCommentDeleted(
    { entityId }: ReceivedEvent<typeof PostCommentDeletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.withdraw(tx, 'post_comment', entityId, { type: 'comment_mention' });
  }
}
