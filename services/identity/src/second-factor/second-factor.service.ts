import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { RecentAuthentication } from '../account/recent-authentication';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { AccountMails } from '../mail/account-mails';
import { PrismaService, type Tx } from '../prisma.service';
import { FactorVault } from './factor-vault';
import { SecondFactorAttempts } from './second-factor-attempts';
import { SecondFactorCodes } from './second-factor-codes';
import { lockSecondFactor, replacePendingFactor } from './second-factor.queries';
import { newTotpSecret, totpUri } from './totp.rules';

/** A person's authenticator app: added, confirmed, removed. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly recent: RecentAuthentication,
    private readonly vault: FactorVault,
    private readonly codes: SecondFactorCodes,
    private readonly attempts: SecondFactorAttempts,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async getSecondFactor(caller: Caller) {
    const { id: userId } = await this.accounts.getAccount(caller);
    const factor = await this.prisma.secondFactor.findUnique({
      where: { userId },
      select: { confirmedAt: true },
    });
    const left = await this.prisma.recoveryCode.count({ where: { userId, usedAt: null } });
    const enabledAt = factor?.confirmedAt ?? null;
    return {
      enabled: enabledAt !== null,
      enabled_at: enabledAt?.toISOString() ?? null,
      recovery_codes_left: left,
    };
  }

  /** It counts only from its first code on: an app that was set up wrong locks nobody out. */
  async enrol(caller: Caller) {
    const { id: userId, email } = await this.recent.require(caller);
    const secret = newTotpSecret();
    const row = {
      userId,
      sealedSecret: this.vault.seal(userId, secret),
      createdAt: this.clock.now(),
    };
    const written = await this.transactions.run((tx) => replacePendingFactor(tx, row));
    if (!written) throw new AppError(errors.SECOND_FACTOR_ENABLED);
    return { secret, otpauth_uri: totpUri(secret, email) };
  }

  async confirm(caller: Caller, code: string) {
    const account = await this.accounts.getAccount(caller);
    const userId = account.id;
    const recoveryCodes = await this.attempts.run(userId, () =>
      this.transactions.run(async (tx) => {
        const factor = await lockSecondFactor(tx, userId);
        if (!factor) throw new AppError(errors.SECOND_FACTOR_NOT_ENABLED);
        if (factor.confirmedAt) throw new AppError(errors.SECOND_FACTOR_ENABLED);
        if (!(await this.codes.useTotp(tx, userId, factor, code)))
          throw new AppError(errors.SECOND_FACTOR_CODE_WRONG);
        await this.recent.requireStill(tx, caller);
        await tx.secondFactor.update({
          where: { userId },
          data: { confirmedAt: this.clock.now() },
        });
        await this.activities.record(tx, { userId, type: 'second_factor_enabled' });
        await this.mails.tellLoginChange(tx, account, 'second_factor_added');
        return this.codes.issueRecoveryCodes(tx, userId);
      }),
    );
    return { recovery_codes: recoveryCodes };
  }

  async disable(caller: Caller): Promise<void> {
    const account = await this.recent.require(caller);
    const userId = account.id;
    await this.transactions.run(async (tx) => {
      const factor = await lockSecondFactor(tx, userId);
      if (!factor) throw new AppError(errors.SECOND_FACTOR_NOT_ENABLED);
      await tx.secondFactor.delete({ where: { userId } });
      await this.activities.record(tx, { userId, type: 'second_factor_removed' });
      // One that never counted protected nothing.
      if (factor.confirmedAt)
        await this.mails.tellLoginChange(tx, account, 'second_factor_removed');
    });
  }

  async renewRecoveryCodes(caller: Caller) {
    const account = await this.recent.require(caller);
    const userId = account.id;
    const recoveryCodes = await this.transactions.run(async (tx) => {
      const factor = await lockSecondFactor(tx, userId);
      if (!factor?.confirmedAt) throw new AppError(errors.SECOND_FACTOR_NOT_ENABLED);
      await this.activities.record(tx, { userId, type: 'recovery_codes_renewed' });
      await this.mails.tellLoginChange(tx, account, 'recovery_codes_renewed');
      return this.codes.issueRecoveryCodes(tx, userId);
    });
    return { recovery_codes: recoveryCodes };
  }
}
