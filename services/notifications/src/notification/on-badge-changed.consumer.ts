import { BadgeDeclinedSchema, BadgeProposedSchema, BadgeSignedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { NotificationWriter } from './notification-writer';
import { draftBadgeProposed, draftBadgeSigned } from './reward-drafts.rules';

const handledEvents = [BadgeProposedSchema, BadgeSignedSchema, BadgeDeclinedSchema] as const;

/** Uses one durable for all events, so that a proposal is never handled after its end. */
@Consumer()
export class OnBadgeChangedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent([...handledEvents], { durable: 'notifications-badges-v1' })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.writer.withdraw(tx, 'badge', event.entityId, { type: 'badge_proposed' });

    if (event.is(BadgeProposedSchema))
      await this.writer.write(tx, event.id, draftBadgeProposed(event.data));
    else if (event.is(BadgeSignedSchema))
      await this.writer.write(tx, event.id, draftBadgeSigned(event.data));
  }
}
