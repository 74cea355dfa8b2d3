import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { ChangePasswordBody } from '../login/auth.dto';
import { AccountMails } from '../mail/account-mails';
import { EmailChange } from '../mail/email-change';
import type { Tx } from '../prisma.service';
import { SessionService } from '../session/session-tokens';
import { LoginAttempts } from './login-attempts';
import { requireGoodPassword } from './new-password';
import { PasswordHasher } from './password-hasher';
import { PasswordHistory, type StoredPassword } from './passwords';

@Injectable()
export class PasswordService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly history: PasswordHistory,
    private readonly attempts: LoginAttempts,
    private readonly mails: AccountMails,
    private readonly emailChange: EmailChange,
    private readonly activities: ActivityLog,
  ) {}

  /** Every other session ends, and what was asked for in one of them: whoever knows the old password may be there. */
  async changePassword(caller: Caller, body: ChangePasswordBody, ip: string): Promise<void> {
    const account = await this.accounts.getAccount(caller);
    requireGoodPassword({
      field: 'new_password',
      password: body.new_password,
      confirmation: body.confirm_password,
      about: [account.email, account.username, account.fullName],
    });
    const present = await this.requireCurrent(caller, account.email, body.current_password, ip);
    await this.history.refuseUsedBefore(caller.userId, present, body.new_password);
    const secretHash = await this.hasher.hash(body.new_password);
    await this.transactions.run(async (tx) => {
      await this.emailChange.drop(tx, caller.userId);
      await this.history.replace(tx, caller.userId, present, secretHash);
      const sessionsEnded = await this.sessions.endOtherSessions(tx, caller, 'password_changed');
      const metadata = { sessions_ended: sessionsEnded };
      await this.activities.record(tx, {
        userId: caller.userId,
        type: 'password_changed',
        metadata,
      });
      await this.mails.request(tx, {
        userId: caller.userId,
        kind: 'password_changed',
        email: account.email,
      });
    });
  }

  /** A wrong one counts like a failed log-in, so that a stolen token is no way to guess the password. */
  async requireCurrent(
    { userId }: Caller,
    email: string,
    password: string,
    ip: string,
  ): Promise<StoredPassword> {
    const attempt = await this.attempts.begin(email, ip);
    const present = await this.history.passwordOf(userId);
    const matches = await this.hasher.verify(present?.secretHash, password);
    if (!present || !matches) throw new AppError(errors.CURRENT_PASSWORD_WRONG);
    await attempt.succeed();
    return present;
  }
}
