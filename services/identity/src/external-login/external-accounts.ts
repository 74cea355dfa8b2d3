import { Injectable } from '@nestjs/common';
import { Clock, newId } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import type { User } from '../generated/prisma/client';
import { UsedIdTokens } from '../id-token/used-id-tokens';
import { AccountMails } from '../mail/account-mails';
import type { Tx } from '../prisma.service';
import type { ExternalIdentity } from './external-login.rules';

/** Which account of ours an account at Google or Apple leads to. */
@Injectable()
export class ExternalAccounts {
  constructor(
    private readonly usedTokens: UsedIdTokens,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** Whoever comes with the same account of a provider at the same moment takes turns. */
  async useOnce(
    tx: Tx,
    { provider, subject, expiresAt }: ExternalIdentity,
    token: string,
  ): Promise<void> {
    await tx.sql.execute(
      'external_accounts_use_once',
      `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
      [`${provider} ${subject}`],
    );
    await this.usedTokens.use(tx, token, expiresAt);
  }

  async ownerOf(tx: Tx, { provider, subject }: ExternalIdentity): Promise<User | undefined> {
    const where = { kind_subject: { kind: provider, subject } };
    return (await tx.credential.findUnique({ where, include: { user: true } }))?.user;
  }

  /** From now on it logs in to this account, and the person is told. */
  async connect(tx: Tx, user: User, { provider, subject }: ExternalIdentity): Promise<void> {
    const now = this.clock.now();
    await tx.credential.create({
      data: {
        id: newId(),
        userId: user.id,
        kind: provider,
        subject,
        createdAt: now,
        updatedAt: now,
      },
    });
    await this.activities.record(tx, {
      userId: user.id,
      type: 'external_login_linked',
      metadata: { provider },
    });
    await this.mails.tellLoginChange(tx, user, `${provider}_linked`);
  }

  /** @returns whether there was one */
  async disconnect(tx: Tx, user: User, provider: ExternalIdentity['provider']): Promise<boolean> {
    const { id: userId } = user;
    const { count } = await tx.credential.deleteMany({ where: { userId, kind: provider } });
    if (count === 0) return false;
    // What was begun with it ends, too.
    await tx.loginChallenge.deleteMany({ where: { userId } });
    await this.activities.record(tx, {
      userId,
      type: 'external_login_unlinked',
      metadata: { provider },
    });
    await this.mails.tellLoginChange(tx, user, `${provider}_unlinked`);
    return true;
  }
}
