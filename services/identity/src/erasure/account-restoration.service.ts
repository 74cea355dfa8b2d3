import { Injectable } from '@nestjs/common';
import { Clock, settle, Transactions } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import { MailLinks } from '../mail/mail-links';
import type { Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import { decideRestoration } from './erasure.rules';

/** Reopens a deleted account for its owner, who reads the mail of its address. */
@Injectable()
export class AccountRestorationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly links: MailLinks,
    private readonly changes: UserChanges,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The sessions stay ended, and a requested change of the address is cancelled: a thief may have closed the account.
   *
   * @throws AppError LINK_INVALID
   */
  async restoreAccount(token: string): Promise<void> {
    const mailId = this.links.mailIdIn('account_deletion', token);
    await this.transactions.run(async (tx) => {
      const mail = await this.links.requireLocked(tx, 'account_deletion', mailId);
      const now = this.clock.now();
      settle(decideRestoration(mail, mail.user, now));
      await tx.accountMail.update({ where: { id: mailId }, data: { usedAt: now } });

      await this.changes.applyEvenIfInactive(tx, mail.userId, {
        user: { isActive: true, eraseAfter: null, pendingEmail: null },
      });

      await this.activities.record(tx, { userId: mail.userId, type: 'account_restored' });
    });
  }
}
