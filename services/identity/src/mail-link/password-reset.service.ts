import { Injectable } from '@nestjs/common';
import { AppError, Clock, LinkTokens, Transactions } from '@tribe/service-kit';
import { WaysIn } from '../account/login-methods';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { type MailWithAccount, lockMail } from '../mail/account-mail.queries';
import { judgeReset } from '../mail/account-mail.rules';
import { AccountMails } from '../mail/account-mails';
import { LoginAttempts } from '../password/login-attempts';
import { requireGoodPassword } from '../password/new-password';
import { PasswordHasher } from '../password/password-hasher';
import { PasswordHistory } from '../password/passwords';
import { PrismaService, type Tx } from '../prisma.service';
import { SessionService } from '../session/session-tokens';
import type { ResetPasswordBody } from './mail.dto';

/** A new password for somebody who forgot theirs, and who reads the mail of the account. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly links: LinkTokens,
    private readonly hasher: PasswordHasher,
    private readonly history: PasswordHistory,
    private readonly sessions: SessionService,
    private readonly waysIn: WaysIn,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly attempts: LoginAttempts,
    private readonly clock: Clock,
  ) {}

  /** Every session ends, and with them every other link to a new password and the wish for another address. */
  async resetPassword(body: ResetPasswordBody, ip: string): Promise<void> {
    const mail = await this.mailBehind(body.token);
    const { user } = mail;
    requireGoodPassword({
      field: 'new_password',
      password: body.new_password,
      confirmation: body.confirm_password,
      about: [user.email, user.username, user.fullName],
    });
    const present = await this.history.passwordOf(user.id);
    await this.history.refuseUsedBefore(user.id, present, body.new_password);
    const secretHash = await this.hasher.hash(body.new_password);
    await this.transactions.run(async (tx) => {
      const locked = await lockMail(tx, mail.id, 'reset_password');
      const removed = await this.use(tx, this.requireWorking(locked));
      await this.history.replace(tx, user.id, present, secretHash);
      const sessionsEnded = await this.sessions.endAllSessions(tx, user.id, 'password_changed');
      const metadata = { sessions_ended: sessionsEnded, ways_in_removed: removed };
      await this.activities.record(tx, { userId: user.id, type: 'password_reset', metadata });
      await this.mails.request(tx, {
        userId: user.id,
        kind: 'password_changed',
        email: user.email,
      });
    });
    await this.attempts.forgive(user.email, ip);
  }

  /** Refused before any hashing: a made-up token costs us nothing. */
  private async mailBehind(token: string): Promise<MailWithAccount> {
    const id = this.links.idIn('reset_password', token);
    if (id === undefined) throw new AppError(errors.LINK_INVALID);
    const kind = 'reset_password' as const;
    const mail = await this.prisma.accountMail.findUnique({
      where: { id, kind },
      include: { user: true },
    });
    return this.requireWorking(mail ? { ...mail, kind } : undefined);
  }

  private requireWorking(mail: MailWithAccount | undefined): MailWithAccount {
    const verdict = mail ? judgeReset(mail, mail.user, this.clock.now()) : 'refuse';
    if (verdict === 'expired') throw new AppError(errors.LINK_EXPIRED);
    if (!mail || verdict === 'refuse') throw new AppError(errors.LINK_INVALID);
    return mail;
  }

  /**
   * Whoever follows the link reads the mail of the address, so it is verified too.
   *
   * @returns how many other ways to log in were removed, because the account was opened by somebody who never showed that
   */
  private async use(tx: Tx, { userId, user }: MailWithAccount): Promise<number> {
    const now = this.clock.now();
    await tx.accountMail.updateMany({
      where: { userId, kind: 'reset_password', usedAt: null },
      data: { usedAt: now },
    });
    await tx.user.update({
      where: { id: userId },
      data: { emailVerified: true, pendingEmail: null, updatedAt: now },
    });
    return user.emailVerified ? 0 : this.waysIn.keepOnlyPassword(tx, userId);
  }
}
