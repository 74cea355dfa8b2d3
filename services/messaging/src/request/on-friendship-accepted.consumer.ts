import { FriendshipAcceptedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { findDirectId } from '../access/conversation.queries';
import { directKeyOf } from '../access/direct-key.rules';
import { RequestAcceptance } from '../participant/request-acceptance';
import type { Tx } from '../prisma.service';

/** Makes the message request of users who become friends a conversation of both, also after it was declined. */
@Consumer()
export class OnFriendshipAcceptedConsumer {
  constructor(private readonly acceptance: RequestAcceptance) {}

  @OnEvent(FriendshipAcceptedSchema, { durable: 'messaging-friends-requests-v1' })
  async handle(
    { data }: ReceivedEvent<typeof FriendshipAcceptedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { friendship } = data;
    if (!friendship) throw new Error('the event carries no friendship');

    const directKey = directKeyOf(friendship.requesterId, friendship.addresseeId);
    const conversationId = await findDirectId(tx.sql, directKey);
    if (conversationId !== undefined) await this.acceptance.openLocked(tx, conversationId);
  }
}
