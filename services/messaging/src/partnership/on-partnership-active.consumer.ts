import {
  PartnershipActivatedSchema,
  PartnershipResumedSchema,
  PartnershipSnapshottedSchema,
  PartnershipStatus,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { PartnershipConversations } from './partnership-conversations';

const events = [
  PartnershipActivatedSchema,
  PartnershipResumedSchema,
  PartnershipSnapshottedSchema,
] as const;

/** Creates the conversation of two users who are partners; a replay of social-graph creates those of earlier partners. */
@Consumer()
export class OnPartnershipActiveConsumer {
  constructor(private readonly conversations: PartnershipConversations) {}

  @OnEvent(events, { durable: 'messaging-partnership-conversations-v1' })
  async handle(
    { data }: ReceivedEvent<(typeof events)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { partnership } = data;
    if (!partnership) throw new Error('the event carries no partnership');
    const { initiatorId, partnerId, status } = partnership;
    if (partnerId === undefined || status !== PartnershipStatus.ACTIVE) return;

    await this.conversations.create(tx, [initiatorId, partnerId]);
  }
}
