import { Injectable } from '@nestjs/common';
import { AppError, Clock, settle, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { OptionalCaller } from '../account/optional-caller';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { MailWithAccount } from '../mail/account-mail.queries';
import { MailLinks } from '../mail/mail-links';
import { CurrentPassword } from '../password/current-password';
import type { Tx } from '../prisma.service';
import { isUniqueViolation } from '../user/unique-violation';
import { AccountHandOver } from './account-hand-over';
import { decideVerification, type Verification } from './mail-link.rules';
import type { VerifiedEmailResponse, VerifyEmailBody } from './mail.dto';

/** Verifies that the user of an account reads the mail of an address. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly links: MailLinks,
    private readonly access: AccountAccess,
    private readonly currentPassword: CurrentPassword,
    private readonly callers: OptionalCaller,
    private readonly handOver: AccountHandOver,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @param authorization the header, in which a user may prove that the account is theirs
   * @throws AppError LINK_INVALID, LINK_EXPIRED, ACCOUNT_PROOF_REQUIRED, CURRENT_PASSWORD_WRONG, TOO_MANY_LOGIN_ATTEMPTS,
   * TOKEN_EXPIRED, TOKEN_INVALID, SESSION_REVOKED
   */
  async verifyEmail(
    { token, password }: VerifyEmailBody,
    authorization: string | undefined,
    ip: string,
  ): Promise<VerifiedEmailResponse> {
    const mail = await this.links.require('verify_email', token);
    const caller = await this.callers.from(authorization);
    if (password !== undefined) await this.currentPassword.require(mail.user, password, ip);
    const session = caller?.userId === mail.userId ? caller : undefined;

    try {
      return await this.transactions.run(async (tx) => {
        const locked = await this.links.requireLocked(tx, 'verify_email', mail.id);
        if (session) await this.access.requireOpenSession(tx, session);
        return this.follow(tx, locked, session !== undefined || password !== undefined);
      });
    } catch (error) {
      // At the same moment, another account was opened with the address, or moved to it.
      if (isUniqueViolation(error)) throw new AppError(errors.LINK_INVALID, { cause: error });
      throw error;
    }
  }

  private async follow(
    tx: Tx,
    mail: MailWithAccount,
    isUser: boolean,
  ): Promise<VerifiedEmailResponse> {
    const verification = settle(decideVerification(mail, mail.user, isUser, this.clock.now()));
    const answer = { email: mail.email, email_verified: true } as const;
    if (verification === undefined) return answer;

    if (verification === 'move') await requireFreeAddress(tx, mail.email);
    await this.markVerified(tx, mail, verification);
    if (verification !== 'hand-over') return answer;
    await this.handOver.toMailbox(tx, mail.userId, mail.email);

    return { ...answer, new_password_required: true };
  }

  private async markVerified(
    tx: Tx,
    { id, userId, email }: MailWithAccount,
    verification: Verification,
  ): Promise<void> {
    const now = this.clock.now();
    const moved = verification === 'move' && { email };
    // A requested change of the address ends as well, because another person may have requested it.
    const pending = verification !== 'verify' && { pendingEmail: null };
    const columns = { emailVerified: true, ...moved, ...pending };

    await tx.user.update({
      where: { id: userId },
      data: { ...columns, updatedAt: now, version: { increment: 1 } },
    });

    await tx.accountMail.update({ where: { id }, data: { usedAt: now } });
    await this.activities.record(tx, { userId, type: 'email_verified' });
  }
}

/** An account that was opened with the address since the mail was sent keeps it. */
async function requireFreeAddress(tx: Tx, email: string): Promise<void> {
  if ((await tx.user.count({ where: { email } })) > 0) throw new AppError(errors.LINK_INVALID);
}
