import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { AccountMails } from './account-mails';

/**
 * Requested changes of an e-mail address. The new address replaces the old one when the link mailed to it is followed; until
 * then the user logs in with the old one. So neither a typing error nor a thief takes the account away.
 */
@Injectable()
export class EmailChange {
  constructor(
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** Mails the old and the new address. A new address of another account gets no mail, and the answer is the same. */
  async announce(tx: Tx, { id: userId, email, pendingEmail }: User): Promise<void> {
    await this.activities.record(tx, { userId, type: 'email_change_requested' });
    if (pendingEmail === null) return;
    if (!(await this.mails.isBelowLimit(tx, userId, 'email_changed'))) return;

    await this.mails.request(tx, { userId, kind: 'email_changed', email });
    const isTaken = (await tx.user.count({ where: { email: pendingEmail } })) > 0;
    if (isTaken) return;
    await this.mails.request(tx, { userId, kind: 'verify_email', email: pendingEmail });
  }

  /**
   * Cancels a requested change, because a thief may have requested it. Must come before any other lock of the account, which
   * is the order of logins.
   */
  async cancel(tx: Tx, userId: string): Promise<void> {
    await tx.user.updateMany({
      where: { id: userId, pendingEmail: { not: null } },
      data: { pendingEmail: null, updatedAt: this.clock.now(), version: { increment: 1 } },
    });
  }
}
