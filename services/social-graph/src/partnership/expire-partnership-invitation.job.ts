import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { Clock, Transactions, settle } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { moveTo } from './partnership-changes';
import { partnershipExpired } from './partnership.events';
import { lockInvitation } from './partnership.queries';
import { decideExpire } from './partnership.rules';

export const expireInvitation = 'expire-partnership-invitation-v1';

/** Writes down what the clock has decided already: the invitation is over, the invited address is forgotten. */
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
      const row = await lockInvitation(tx, job.payload.invitationId);
      const now = this.clock.now();
      const to = row && settle(decideExpire(row, now));
      if (!to) return;
      await this.events.publish(tx, partnershipExpired(await moveTo(tx, row, to, { now })));
    });
  }
}
