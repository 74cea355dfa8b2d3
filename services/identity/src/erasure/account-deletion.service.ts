import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { AccountMails } from '../mail/account-mails';
import type { Tx } from '../prisma.service';
import { SessionRevocation } from '../session/session-revocation';
import { UserChanges } from '../user/user-changes';
import { eraseAccountJob } from './erase-account.job';
import { eraseAfter } from './erasure.rules';

/** Closes an account at the request of its owner, and plans its erasure. */
@Injectable()
export class AccountDeletionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly changes: UserChanges,
    private readonly revocation: SessionRevocation,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  async deleteAccount(caller: Caller) {
    const { id: userId } = await this.access.requireRecent(caller);
    const end = eraseAfter(this.clock.now());

    await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      const change = { user: { isActive: false, eraseAfter: end } };
      const { user } = await this.changes.apply(tx, userId, change);
      await this.activities.record(tx, { userId, type: 'account_deletion_requested' });
      await this.revocation.revokeAll(tx, userId, 'account_deactivated');
      await this.mails.request(tx, { userId, kind: 'account_deletion', email: user.email });

      await this.dueJobs.enqueue(tx, {
        kind: eraseAccountJob,
        key: `${userId} ${end.toISOString()}`,
        runAt: end,
        payload: { userId, plannedFor: end },
      });
    });

    return { erased_after: end.toISOString() };
  }
}
