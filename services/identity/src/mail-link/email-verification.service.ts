import { Injectable } from '@nestjs/common';
import { AppError, Clock, settle, Transactions } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { MailWithAccount } from '../mail/account-mail.queries';
import { MailLinks } from '../mail/mail-links';
import type { Tx } from '../prisma.service';
import { isUniqueViolation } from '../user/unique-violation';
import { decideVerification } from './mail-link.rules';

/** Verifies that the owner of an account reads the mail of an address. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly links: MailLinks,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError LINK_INVALID, LINK_EXPIRED */
  async verifyEmail(token: string) {
    const mailId = this.links.mailIdIn('verify_email', token);
    try {
      const email = await this.transactions.run((tx) => this.follow(tx, mailId));
      return { email, email_verified: true as const };
    } catch (error) {
      // At the same moment, another account was opened with the address, or moved to it.
      if (isUniqueViolation(error)) throw new AppError(errors.LINK_INVALID, { cause: error });
      throw error;
    }
  }

  private async follow(tx: Tx, mailId: string): Promise<string> {
    const mail = await this.links.requireLocked(tx, 'verify_email', mailId);
    const now = this.clock.now();
    const changes = settle(decideVerification(mail, mail.user, now));
    if (!changes) return mail.email;

    if (changes.email !== undefined) await requireFreeAddress(tx, changes.email);
    const data = { ...changes, updatedAt: now, version: { increment: 1 } };
    await tx.user.update({ where: { id: mail.userId }, data });
    await this.markUsed(tx, mail, now);

    return mail.email;
  }

  private async markUsed(tx: Tx, { id, userId }: MailWithAccount, now: Date): Promise<void> {
    await tx.accountMail.update({ where: { id }, data: { usedAt: now } });
    await this.activities.record(tx, { userId, type: 'email_verified' });
  }
}

/** An account that was opened with the address since the mail was sent keeps it. */
async function requireFreeAddress(tx: Tx, email: string): Promise<void> {
  if ((await tx.user.count({ where: { email } })) > 0) throw new AppError(errors.LINK_INVALID);
}
