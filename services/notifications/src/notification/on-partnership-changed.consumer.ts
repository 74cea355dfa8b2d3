import {
  PartnershipActivatedSchema,
  PartnershipDeclinedSchema,
  PartnershipDissolvedSchema,
  PartnershipExpiredSchema,
  PartnershipInvitedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { NotificationWriter } from './notification-writer';
import {
  draftPartnershipAccepted,
  draftPartnershipDissolved,
  draftPartnershipInvite,
} from './partnership-drafts.rules';

const told = [
  PartnershipInvitedSchema,
  PartnershipActivatedSchema,
  PartnershipDeclinedSchema,
  PartnershipExpiredSchema,
  PartnershipDissolvedSchema,
] as const;

/** One durable for all, so that the end of an invitation can never overtake the notification it takes back. */
@Consumer()
export class OnPartnershipChangedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent([...told], { durable: 'notifications-partnership-v1' })
  async handle(
    event: ReceivedEvent<(typeof told)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.is(PartnershipActivatedSchema))
      return this.writer.write(tx, event.id, draftPartnershipAccepted(event.data));
    if (event.is(PartnershipDissolvedSchema) && event.data.partnership?.activatedAt)
      return this.writer.write(tx, event.id, draftPartnershipDissolved(event.data));
    // An invitation is over, or replaced by another: nobody is to follow the old one. Who sent it is told nothing.
    await this.writer.withdraw(tx, 'partnership', event.entityId);
    if (event.is(PartnershipInvitedSchema))
      await this.writer.write(tx, event.id, draftPartnershipInvite(event.data));
  }
}
