import { ConversationKind, MessageSentSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { PushSender } from './push-sender';
import { SendMessagePushJob } from './send-message-push.job';

/** Enqueues a job for the pushes, because consumers do not call other systems. */
@Consumer()
export class OnMessageSentConsumer {
  constructor(
    private readonly sender: PushSender,
    private readonly job: SendMessagePushJob,
  ) {}

  @OnEvent(MessageSentSchema, { durable: 'notifications-message-sent-v1' })
  async handle(
    { data }: ReceivedEvent<typeof MessageSentSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { message, conversation } = data;
    const isOfCoach = conversation?.kind === ConversationKind.AI_COACH;
    // A message that reports a change has no sender, and is not announced.
    if (!message || (!message.sender && !isOfCoach)) return;
    if (this.sender.isEnabled) await this.job.enqueue(tx, message.id);
  }
}
