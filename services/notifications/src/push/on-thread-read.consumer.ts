import { ThreadReadSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { forgetShown } from './shown-pushes.writes';
import { WithdrawMessagePushJob } from './withdraw-message-push.job';

/** Withdraws the push of a thread that was read on one of the devices of a user. */
@Consumer()
export class OnThreadReadConsumer {
  constructor(private readonly job: WithdrawMessagePushJob) {}

  @OnEvent(ThreadReadSchema, { durable: 'notifications-thread-read-v1' })
  async handle(
    { id, data, entityVersion: seq }: ReceivedEvent<typeof ThreadReadSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { userId, conversationId, rootMessageId: threadRootId } = data;
    const wasShown = await forgetShown(tx, userId, { placeId: threadRootId, seq });
    const read = { userId, conversationId, threadRootId, readSeq: Number(seq) };
    if (wasShown) await this.job.enqueue(tx, id, read);
  }
}
