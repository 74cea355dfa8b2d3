import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { Clock, settle, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { partnershipExpired } from './partnership.events';
import { lockInvitation } from './partnership.queries';
import { decideExpire } from './partnership.rules';
import { changeStatus } from './partnership.writes';

export const expireInvitation = 'expire-partnership-invitation-v1';

/** Records that an invitation has expired, and erases the invited address. */
@Injectable()
export class ExpirePartnershipInvitationJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  @DueJob(expireInvitation)
  async run(job: DueJobOf<{ invitationId: string }>): Promise<void> {
    await this.transactions.run(async (tx) => {
      const partnership = await lockInvitation(tx, job.payload.invitationId);
      const now = this.clock.now();
      const to = partnership && settle(decideExpire(partnership, now));
      if (!to) return;
      const expired = await changeStatus(tx, partnership, to, { now });
      await this.events.publish(tx, partnershipExpired(expired));
    });
  }
}
