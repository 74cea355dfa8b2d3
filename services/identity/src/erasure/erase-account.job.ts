import { Injectable } from '@nestjs/common';
import { UserErasedSchema } from '@tribe/contracts';
import { deleteDeadLettersAbout, eventOf, EventPublisher } from '@tribe/events';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { id, Clock, newId, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';
import { ErasureReceipts } from './erasure-receipts';
import { eraseBanReasons } from './erasure.queries';
import { isErasureDue } from './erasure.rules';

export const eraseAccountJob = 'identity-erase-account-v1';

const plannedErasure = z.object({ userId: id, plannedFor: z.coerce.date() });

/** Erases an account that was not restored, opens the receipt, and makes every other service erase its part. */
@Injectable()
export class EraseAccountJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly receipts: ErasureReceipts,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  @DueJob(eraseAccountJob)
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { userId, plannedFor } = plannedErasure.parse(job.payload);
    await this.transactions.run(async (tx) => {
      const user = await lockUser(tx, userId);
      if (user && isErasureDue(user, plannedFor, this.clock.now())) await this.erase(tx, user);
    });
  }

  private async erase(tx: Tx, { id: userId, version }: User): Promise<void> {
    const erasureId = newId();
    await this.receipts.open(tx, erasureId, userId);
    const counts = await eraseParts(tx, userId);
    await this.receipts.report(tx, { erasureId, service: 'identity', counts });
    const data = { userId, erasureId };

    await this.events.publish(
      tx,
      eventOf(UserErasedSchema, { entityId: userId, entityVersion: version + 1n, data }),
    );

    // The rows of all other tables about the user are deleted with this one.
    await tx.user.delete({ where: { id: userId } });
  }
}

/** Counts the rows that are deleted with the account, and erases those that are not. */
async function eraseParts(tx: Tx, userId: string): Promise<Record<string, number>> {
  const where = { userId };
  return {
    accounts: 1,
    credentials: await tx.credential.count({ where }),
    sessions: await tx.session.count({ where }),
    mails: await tx.accountMail.count({ where }),
    phone_numbers: await tx.phoneNumber.count({ where }),
    dead_letters: await deleteDeadLettersAbout(tx, userId),
    ban_reasons: await eraseBanReasons(tx.sql, userId),
  };
}
