import { PartnershipInvitedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { SendPartnershipInvitationJob } from './send-partnership-invitation.job';

/** Enqueues a mail for invitations by email. Invited friends get a notification instead. */
@Consumer()
export class OnPartnershipInvitedConsumer {
  constructor(private readonly job: SendPartnershipInvitationJob) {}

  @OnEvent(PartnershipInvitedSchema, { durable: 'notifications-partnership-mail-v1' })
  async handle(
    { data }: ReceivedEvent<typeof PartnershipInvitedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (data.byEmail) await this.job.enqueue(tx, data.invitationId);
  }
}
