import { Injectable } from '@nestjs/common';
import { Clock, newId } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import { lockKey } from '../advisory-lock.queries';
import type { User } from '../generated/prisma/client';
import { useIdToken } from '../id-token/used-id-tokens';
import { AccountMails } from '../mail/account-mails';
import type { Tx } from '../prisma.service';
import type { ExternalIdentity, Provider } from './external-login.rules';

/** The accounts at Google and Apple that are connected to accounts of ours. */
@Injectable()
export class ExternalAccounts {
  constructor(
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Uses up the token. Requests with the same account of a provider take turns.
   *
   * @throws AppError ID_TOKEN_INVALID when the token was used before
   */
  async useOnce(
    tx: Tx,
    { provider, subject, expiresAt }: ExternalIdentity,
    token: string,
  ): Promise<void> {
    await lockKey(tx.sql, `${provider} ${subject}`);
    await useIdToken(tx, token, expiresAt);
  }

  /** Finds the user with a connected account of a provider. */
  async findOwner(tx: Tx, { provider, subject }: ExternalIdentity): Promise<User | undefined> {
    const credential = await tx.credential.findUnique({
      where: { kind_subject: { kind: provider, subject } },
      include: { user: true },
    });
    return credential?.user;
  }

  async connect(tx: Tx, user: User, { provider, subject }: ExternalIdentity): Promise<void> {
    const now = this.clock.now();
    const times = { createdAt: now, updatedAt: now };

    await tx.credential.create({
      data: { id: newId(), userId: user.id, kind: provider, subject, ...times },
    });

    await this.record(tx, user, 'external_login_linked', provider);
    await this.mails.announceLoginChange(tx, user, `${provider}_linked`);
  }

  /** @returns false when the user has no account of this provider connected */
  async disconnect(tx: Tx, user: User, provider: Provider): Promise<boolean> {
    const { id: userId } = user;
    const { count } = await tx.credential.deleteMany({ where: { userId, kind: provider } });
    if (count === 0) return false;
    // A login that was begun with the account may still wait for its second factor.
    await tx.loginChallenge.deleteMany({ where: { userId } });
    await this.record(tx, user, 'external_login_unlinked', provider);
    await this.mails.announceLoginChange(tx, user, `${provider}_unlinked`);

    return true;
  }

  private record(
    tx: Tx,
    { id: userId }: User,
    type: 'external_login_linked' | 'external_login_unlinked',
    provider: Provider,
  ): Promise<void> {
    return this.activities.record(tx, { userId, type, metadata: { provider } });
  }
}
