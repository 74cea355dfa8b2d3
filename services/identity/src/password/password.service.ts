import { Injectable } from '@nestjs/common';
import { type Caller, settle, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { AccountMails } from '../mail/account-mails';
import { EmailChange } from '../mail/email-change';
import type { Tx } from '../prisma.service';
import { SessionRevocation } from '../session/session-revocation';
import { CurrentPassword } from './current-password';
import type { ChangePasswordBody } from './password.dto';
import { decidePassword } from './password.rules';
import { Passwords } from './passwords';

@Injectable()
export class PasswordService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly currentPassword: CurrentPassword,
    private readonly passwords: Passwords,
    private readonly revocation: SessionRevocation,
    private readonly emailChange: EmailChange,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
  ) {}

  /** Ends every other session, and cancels a requested change of the address: a thief may know the old password. */
  async changePassword(caller: Caller, body: ChangePasswordBody, ip: string): Promise<void> {
    const account = await this.access.require(caller);
    const { id: userId, email } = account;

    const wanted = {
      field: 'new_password',
      password: body.new_password,
      confirmation: body.confirm_password,
    };

    settle(decidePassword(wanted, account));
    const current = await this.currentPassword.require(account, body.current_password, ip);
    const prepared = await this.passwords.prepare(userId, current, body.new_password);

    await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      await this.emailChange.cancel(tx, userId);
      await this.passwords.replace(tx, userId, prepared);
      const ended = await this.revocation.revokeOthers(tx, caller, 'password_changed');
      const metadata = { sessions_ended: ended };
      await this.activities.record(tx, { userId, type: 'password_changed', metadata });
      await this.mails.request(tx, { userId, kind: 'password_changed', email });
    });
  }
}
