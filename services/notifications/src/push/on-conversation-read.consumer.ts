import { ConversationReadSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { forgetShown } from './shown-pushes.writes';
import { WithdrawMessagePushJob } from './withdraw-message-push.job';

/** Withdraws the push of a conversation that was read on one of the devices of a user. */
@Consumer()
export class OnConversationReadConsumer {
  constructor(private readonly job: WithdrawMessagePushJob) {}

  @OnEvent(ConversationReadSchema, { durable: 'notifications-conversation-read-v1' })
  async handle(
    { id, data }: ReceivedEvent<typeof ConversationReadSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { userId, conversationId, readSeq: seq } = data;
    const wasShown = await forgetShown(tx, userId, { placeId: conversationId, seq });
    const read = { userId, conversationId, readSeq: Number(seq) };
    if (wasShown) await this.job.enqueue(tx, id, read);
  }
}
