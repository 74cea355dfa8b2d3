import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { AppError, type Caller, Clock, LinkTokens, Transactions } from '@tribe/service-kit';
import { RecentAuthentication } from '../account/recent-authentication';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { lockMail } from '../mail/account-mail.queries';
import { AccountMails } from '../mail/account-mails';
import type { Tx } from '../prisma.service';
import { SessionService } from '../session/session-tokens';
import { UserChanges } from '../user/user-changes';
import { eraseAccount } from './erase-account.job';
import { canBeRestored, eraseAfter } from './erasure.rules';

/** Leaving Tribe: the account is closed at once, and erased a month later unless its owner changes their mind. */
@Injectable()
export class AccountDeletionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly recent: RecentAuthentication,
    private readonly changes: UserChanges,
    private readonly sessions: SessionService,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly dueJobs: DueJobs,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
  ) {}

  /** @returns when everything of the person is erased */
  async deleteAccount(caller: Caller): Promise<Date> {
    await this.recent.require(caller);
    return this.transactions.run(async (tx) => {
      const end = eraseAfter(this.clock.now());
      const { user } = await this.changes.apply(tx, caller.userId, {
        user: { isActive: false, eraseAfter: end },
      });
      await this.activities.record(tx, { userId: user.id, type: 'account_deletion_requested' });
      await this.sessions.endAllSessions(tx, user.id, 'account_deactivated');
      await this.mails.request(tx, {
        userId: user.id,
        kind: 'account_deletion',
        email: user.email,
      });
      await this.dueJobs.enqueue(tx, {
        kind: eraseAccount,
        key: `${user.id} ${end.toISOString()}`,
        runAt: end,
        payload: { userId: user.id, plannedFor: end },
      });
      return end;
    });
  }

  /** Opens the account again, for whoever reads the mail of its address. They log in as before; it moves to no other. */
  async restoreAccount(token: string): Promise<void> {
    const mailId = this.links.idIn('account_deletion', token);
    if (mailId === undefined) throw new AppError(errors.LINK_INVALID);
    await this.transactions.run(async (tx) => {
      const mail = await lockMail(tx, mailId, 'account_deletion');
      if (!mail || mail.usedAt || !canBeRestored(mail.user, this.clock.now()))
        throw new AppError(errors.LINK_INVALID);
      await tx.accountMail.update({ where: { id: mail.id }, data: { usedAt: this.clock.now() } });
      await this.changes.applyToAnybody(tx, mail.userId, {
        user: { isActive: true, eraseAfter: null, pendingEmail: null },
      });
      await this.activities.record(tx, { userId: mail.userId, type: 'account_restored' });
    });
  }
}
