import { Injectable } from '@nestjs/common';
import { Clock, settle, Transactions } from '@tribe/service-kit';
import { removeLoginMethods } from '../account/login-methods';
import { ActivityLog } from '../activity/activity-log';
import type { MailWithAccount } from '../mail/account-mail.queries';
import { AccountMails } from '../mail/account-mails';
import { MailLinks } from '../mail/mail-links';
import { LoginAttempts } from '../password/login-attempts';
import { decidePassword } from '../password/password.rules';
import { Passwords } from '../password/passwords';
import type { Tx } from '../prisma.service';
import { SessionRevocation } from '../session/session-revocation';
import { decideReset } from './mail-link.rules';
import type { ResetPasswordBody } from './mail.dto';

/** Resets a forgotten password with the link in a mail to the address of the account. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly links: MailLinks,
    private readonly passwords: Passwords,
    private readonly revocation: SessionRevocation,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly attempts: LoginAttempts,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends every session, and with them every other link to reset the password and a requested change of the address.
   *
   * @throws AppError LINK_INVALID, LINK_EXPIRED, PASSWORDS_DIFFER, PASSWORD_TOO_WEAK, PASSWORD_REUSED, CONFLICT
   */
  async resetPassword(body: ResetPasswordBody, ip: string): Promise<void> {
    // Refused before any hashing: a link that does not work costs next to nothing.
    const mail = await this.links.require('reset_password', body.token);
    settle(decideReset(mail, mail.user, this.clock.now()));

    const { user } = mail;

    const wanted = {
      field: 'new_password',
      password: body.new_password,
      confirmation: body.confirm_password,
    };

    settle(decidePassword(wanted, user));
    const current = await this.passwords.find(user.id);
    const prepared = await this.passwords.prepare(user.id, current, body.new_password);

    await this.transactions.run(async (tx) => {
      const removed = await this.use(tx, mail.id);
      await this.passwords.replace(tx, user.id, prepared);
      const ended = await this.revocation.revokeAll(tx, user.id, 'password_changed');
      const metadata = { sessions_ended: ended, ways_in_removed: removed };
      await this.activities.record(tx, { userId: user.id, type: 'password_reset', metadata });
      const notice = { userId: user.id, kind: 'password_changed', email: user.email } as const;
      await this.mails.request(tx, notice);
    });

    await this.attempts.forgive(user.email, ip);
  }

  /**
   * Uses the link up. It was mailed to the address of the account, which is verified by that.
   *
   * @returns how many other login methods were removed, because the address was not verified before
   */
  private async use(tx: Tx, mailId: string): Promise<number> {
    const mail = await this.links.requireLocked(tx, 'reset_password', mailId);
    const now = this.clock.now();
    settle(decideReset(mail, mail.user, now));
    await this.markUsed(tx, mail, now);

    return mail.user.emailVerified ? 0 : removeLoginMethods(tx, mail.userId, 'password');
  }

  private async markUsed(tx: Tx, { userId }: MailWithAccount, now: Date): Promise<void> {
    await tx.accountMail.updateMany({
      where: { userId, kind: 'reset_password', usedAt: null },
      data: { usedAt: now },
    });
    await tx.user.update({
      where: { id: userId },
      data: {
        emailVerified: true,
        pendingEmail: null,
        updatedAt: now,
        version: { increment: 1 },
      },
    });
  }
}
