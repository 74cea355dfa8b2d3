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

const handledEvents = [
  PartnershipInvitedSchema,
  PartnershipActivatedSchema,
  PartnershipDeclinedSchema,
  PartnershipExpiredSchema,
  PartnershipDissolvedSchema,
] as const;

/** Uses one durable for all events, so that the end of an invitation is never handled before the invitation. */
@Consumer()
export class OnPartnershipChangedConsumer {
  constructor(private readonly writer: NotificationWriter) {}

  @OnEvent([...handledEvents], { durable: 'notifications-partnership-v1' })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.is(PartnershipActivatedSchema))
      return this.writer.write(tx, event.id, draftPartnershipAccepted(event.data));
    if (event.is(PartnershipDissolvedSchema) && event.data.partnership?.activatedAt)
      return this.writer.write(tx, event.id, draftPartnershipDissolved(event.data));
    // The previous invitation has ended or is replaced. Its sender is not notified.
    await this.writer.withdraw(tx, 'partnership', event.entityId);
    if (event.is(PartnershipInvitedSchema))
      await this.writer.write(tx, event.id, draftPartnershipInvite(event.data));
  }
}
