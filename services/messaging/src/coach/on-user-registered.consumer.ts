import { UserRegisteredSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { CoachConversations } from './coach-conversations';

/** Creates the conversation of a new user with the coach. */
@Consumer()
export class OnUserRegisteredConsumer {
  constructor(private readonly conversations: CoachConversations) {}

  @OnEvent(UserRegisteredSchema, { durable: 'messaging-coach-users-v1' })
  async handle(
    { entityId: userId }: ReceivedEvent<typeof UserRegisteredSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.conversations.ensure(userId, tx.sql);
  }
}
