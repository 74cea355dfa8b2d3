import {
  FriendRequestCancelledSchema,
  FriendRequestSentSchema,
  FriendshipAcceptedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { draftFriendAccepted, draftFriendRequest } from './notification-drafts.rules';
import { NotificationWriter } from './notification-writer';

type FriendshipChanged = ReceivedEvent<
  | typeof FriendRequestSentSchema
  | typeof FriendRequestCancelledSchema
  | typeof FriendshipAcceptedSchema
>;

/** Uses one durable for all three events, so that a cancellation is never handled before its request. */
@Consumer()
export class OnFriendshipChangedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent([FriendRequestSentSchema, FriendRequestCancelledSchema, FriendshipAcceptedSchema], {
    durable: 'notifications-friendship-v1',
  })
  async handle(event: FriendshipChanged, { tx }: ConsumerContext<Tx>): Promise<void> {
    if (event.is(FriendRequestSentSchema))
      await this.writer.write(tx, event.id, draftFriendRequest(event.data));
    else if (event.is(FriendshipAcceptedSchema))
      await this.writer.write(tx, event.id, draftFriendAccepted(event.data));
    else await this.writer.withdraw(tx, 'friendship', event.entityId);
  }
}
