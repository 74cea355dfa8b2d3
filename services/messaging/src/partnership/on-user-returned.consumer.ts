import { UserUpdatedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { PartnershipConversations } from './partnership-conversations';

/** Gives users who open their account again the conversations with partners that began meanwhile. */
@Consumer()
export class OnUserReturnedConsumer {
  constructor(private readonly conversations: PartnershipConversations) {}

  @OnEvent(UserUpdatedSchema, { durable: 'messaging-returned-partners-v1' })
  async handle(
    { data: { user, isActive } }: ReceivedEvent<typeof UserUpdatedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (user && isActive) await this.conversations.createMissing(tx, user.id);
  }
}
