import { Injectable } from '@nestjs/common';
import { AppError, Clock, LinkTokens, Transactions } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { type MailWithAccount, lockMail } from '../mail/account-mail.queries';
import { judgeVerification } from '../mail/account-mail.rules';
import type { Tx } from '../prisma.service';
import { isUniqueViolation } from '../user/unique-violation';

/** Shows that somebody reads the mail of an address. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly links: LinkTokens,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the address that is verified now
   * @throws AppError LINK_INVALID, LINK_EXPIRED
   */
  async verifyEmail(token: string): Promise<string> {
    const mailId = this.links.idIn('verify_email', token);
    if (mailId === undefined) throw new AppError(errors.LINK_INVALID);
    try {
      return await this.follow(mailId);
    } catch (error) {
      // Somebody else was faster to verify that they have the address.
      throw isUniqueViolation(error) ? new AppError(errors.LINK_INVALID, { cause: error }) : error;
    }
  }

  private async follow(mailId: string): Promise<string> {
    return this.transactions.run(async (tx) => {
      const mail = await lockMail(tx, mailId, 'verify_email');
      if (!mail) throw new AppError(errors.LINK_INVALID);
      await this.apply(tx, mail);
      return mail.email;
    });
  }

  private async apply(tx: Tx, mail: MailWithAccount): Promise<void> {
    const now = this.clock.now();
    switch (judgeVerification(mail, mail.user, now)) {
      case 'done':
        return;
      case 'refuse':
        throw new AppError(errors.LINK_INVALID);
      case 'expired':
        throw new AppError(errors.LINK_EXPIRED);
      case 'move': {
        // Somebody else may have registered with the address since: it is theirs.
        const taken = await tx.user.findUnique({
          where: { email: mail.email },
          select: { id: true },
        });
        if (taken) throw new AppError(errors.LINK_INVALID);
        await this.markVerified(tx, mail, { email: mail.email, pendingEmail: null });
        return;
      }
      case 'verify':
        await this.markVerified(tx, mail, {});
    }
  }

  private async markVerified(
    tx: Tx,
    mail: MailWithAccount,
    change: { email?: string; pendingEmail?: null },
  ) {
    const now = this.clock.now();
    await tx.user.update({
      where: { id: mail.userId },
      data: { ...change, emailVerified: true, updatedAt: now },
    });
    await tx.accountMail.update({ where: { id: mail.id }, data: { usedAt: now } });
    await this.activities.record(tx, { userId: mail.userId, type: 'email_verified' });
  }
}
