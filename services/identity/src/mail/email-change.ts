import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { mailsPerHour } from './account-mail.rules';
import { AccountMails } from './account-mails';

const hourMs = 3_600_000;

/**
 * An account goes to another address once somebody has shown that they read its mail: until then the old one logs in, so
 * that neither a typing error nor a thief takes the account away. The old address is told.
 */
@Injectable()
export class EmailChange {
  constructor(
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** The address as it is to be pending; null takes back what was asked for before. */
  pendingFor(account: { readonly email: string }, wanted: string): string | null {
    return wanted === account.email ? null : wanted;
  }

  /** Mails both addresses. An address somebody else has gets none, and the answer is the same. */
  async announce(tx: Tx, { id: userId, email, pendingEmail }: User): Promise<void> {
    await this.activities.record(tx, { userId, type: 'email_change_requested' });
    if (pendingEmail === null || !(await this.maySend(tx, userId))) return;
    await this.mails.request(tx, { userId, kind: 'email_changed', email });
    const taken = await tx.user.findUnique({
      where: { email: pendingEmail },
      select: { id: true },
    });
    if (!taken) await this.mails.request(tx, { userId, kind: 'verify_email', email: pendingEmail });
  }

  /**
   * What was asked for before ends: whoever makes sure that an account is theirs need not fear what a thief asked for. Done
   * before anything else of the account is locked, in the order of log-ins.
   */
  async drop(tx: Tx, userId: string): Promise<void> {
    const data = { pendingEmail: null, updatedAt: this.clock.now() };
    await tx.user.updateMany({ where: { id: userId, pendingEmail: { not: null } }, data });
  }

  private async maySend(tx: Tx, userId: string): Promise<boolean> {
    const createdAt = { gt: new Date(this.clock.now().getTime() - hourMs) };
    return (
      (await tx.accountMail.count({ where: { userId, kind: 'email_changed', createdAt } })) <
      mailsPerHour
    );
  }
}
