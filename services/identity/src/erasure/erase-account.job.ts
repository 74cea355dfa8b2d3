import { Injectable } from '@nestjs/common';
import { UserErasedSchema } from '@tribe/contracts';
import { deleteDeadLettersAbout, eventOf, EventPublisher } from '@tribe/events';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { Clock, newId, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';
import { ErasureReceipts } from './erasure-receipts';
import { isToBeErased } from './erasure.rules';

export const eraseAccount = 'identity-erase-account-v1';

const payload = z.object({ userId: z.uuid(), plannedFor: z.coerce.date() });

/** Erases an account that nobody wanted back, keeps a receipt, and tells every other service to do the same. */
@Injectable()
export class EraseAccountJob {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly receipts: ErasureReceipts,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  @DueJob(eraseAccount)
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { userId, plannedFor } = payload.parse(job.payload);
    await this.transactions.run(async (tx) => {
      const user = await lockUser(tx, userId);
      if (user && isToBeErased(user, plannedFor, this.clock.now())) await this.erase(tx, user);
    });
  }

  private async erase(tx: Tx, { id: userId, version }: User): Promise<void> {
    const erasureId = newId();
    await this.receipts.open(tx, erasureId, userId);
    await this.receipts.report(tx, {
      erasureId,
      service: 'identity',
      counts: await this.clear(tx, userId),
    });
    const data = { userId, erasureId };
    await this.events.publish(
      tx,
      eventOf(UserErasedSchema, { entityId: userId, entityVersion: version + 1n, data }),
    );
    // Everything else of the person hangs on this row.
    await tx.user.delete({ where: { id: userId } });
  }

  /** Counts what goes with the account, and deletes what does not. */
  private async clear(tx: Tx, userId: string): Promise<Record<string, number>> {
    const where = { userId };
    return {
      accounts: 1,
      credentials: await tx.credential.count({ where }),
      sessions: await tx.session.count({ where }),
      mails: await tx.accountMail.count({ where }),
      phone_numbers: await tx.phoneNumber.count({ where }),
      dead_letters: await deleteDeadLettersAbout(tx, userId),
      ban_reasons: await forgetBanReasons(tx, userId),
    };
  }
}

/** Why somebody was banned is in the log of who did it, too. That they did it stays. */
async function forgetBanReasons(tx: Tx, userId: string): Promise<number> {
  return tx.sql.execute(
    'erase_account_forget_ban_reasons',
    `UPDATE user_activities SET metadata = metadata - 'reason'
    WHERE activity_type = 'user_banned' AND metadata ->> 'user_id' = $1`,
    [userId],
  );
}
