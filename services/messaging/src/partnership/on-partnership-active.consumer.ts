import {
  PartnershipActivatedSchema,
  PartnershipResumedSchema,
  PartnershipSnapshottedSchema,
  PartnershipStatus,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import { partnershipKeyOf } from '../access/direct-key.rules';
import { ConversationCreation } from '../conversation/conversation-creation';
import type { Tx } from '../prisma.service';

const events = [
  PartnershipActivatedSchema,
  PartnershipResumedSchema,
  PartnershipSnapshottedSchema,
] as const;

/**
 * Creates the conversation of two users who are partners. They have one, also when they become partners again; a replay of
 * social-graph creates those of earlier partners.
 */
@Consumer()
export class OnPartnershipActiveConsumer {
  constructor(
    private readonly creation: ConversationCreation,
    private readonly cards: UserCards,
  ) {}

  @OnEvent(events, { durable: 'messaging-partnership-conversations-v1' })
  async handle(
    { data }: ReceivedEvent<(typeof events)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { partnership } = data;
    if (!partnership) throw new Error('the event carries no partnership');
    const { initiatorId, partnerId, status } = partnership;
    if (partnerId === undefined || status !== PartnershipStatus.ACTIVE) return;

    const partners = [initiatorId, partnerId];
    // An event that is handled again must not bring back the conversation of a user who was erased since.
    if ((await this.cards.filterClosed(partners, tx.sql)).size > 0) return;

    await this.creation.create(tx, initiatorId, {
      kind: 'partnership',
      name: null,
      imageUrl: null,
      directKey: partnershipKeyOf(initiatorId, partnerId),
      goalId: null,
      participants: partners.map((userId) => ({ userId, role: 'member' as const })),
    });
  }
}
