import { Injectable } from '@nestjs/common';
import { removeLoginMethods } from '../account/login-methods';
import { ActivityLog } from '../activity/activity-log';
import { AccountMails } from '../mail/account-mails';
import type { Tx } from '../prisma.service';
import { SessionRevocation } from '../session/session-revocation';

/** Takes an account from the person who opened it with the address of another. */
@Injectable()
export class AccountHandOver {
  constructor(
    private readonly revocation: SessionRevocation,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
  ) {}

  /**
   * Leaves the account to the owner of the mailbox alone: no session is open, no login method works, and the mail with a
   * link to set a password goes to the mailbox. The account is locked.
   */
  async toMailbox(tx: Tx, userId: string, email: string): Promise<void> {
    const removed = await removeLoginMethods(tx, userId);
    const ended = await this.revocation.revokeAll(tx, userId, 'password_changed');
    const metadata = { sessions_ended: ended, ways_in_removed: removed };
    await this.activities.record(tx, { userId, type: 'account_handed_over', metadata });
    await this.mails.request(tx, { userId, kind: 'reset_password', email });
  }
}
