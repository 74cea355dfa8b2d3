import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { AccountMails } from '../mail/account-mails';
import { PrismaService, type Tx } from '../prisma.service';
import { SecondFactorAttempts } from './second-factor-attempts';
import { SecondFactorCodes } from './second-factor-codes';
import { lockSecondFactor, savePendingFactor } from './second-factor.queries';
import { secondFactorView } from './second-factor.view';
import { totpUri } from './totp.rules';

/** The authenticator app of the caller: set up, confirmed, removed. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly codes: SecondFactorCodes,
    private readonly attempts: SecondFactorAttempts,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async getSecondFactor(caller: Caller) {
    const { id: userId } = await this.access.require(caller);

    const factor = await this.prisma.secondFactor.findUnique({
      where: { userId },
      select: { confirmedAt: true },
    });

    const left = await this.prisma.recoveryCode.count({ where: { userId, usedAt: null } });

    return secondFactorView(factor?.confirmedAt ?? null, left);
  }

  /** The app counts only once its first code is confirmed: an app that was set up wrong locks no user out. */
  async enrol(caller: Caller) {
    const { id: userId, email } = await this.access.requireRecent(caller);
    const { secret, sealedSecret } = this.codes.newSecret(userId);
    const factor = { userId, sealedSecret, createdAt: this.clock.now() };

    const isSaved = await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      return savePendingFactor(tx, factor);
    });

    if (!isSaved) throw new AppError(errors.SECOND_FACTOR_ENABLED);

    return { secret, otpauth_uri: totpUri(secret, email) };
  }

  async confirm(caller: Caller, code: string) {
    const account = await this.access.require(caller);
    const { id: userId } = account;

    const recoveryCodes = await this.attempts.run(userId, () =>
      this.transactions.run(async (tx) => {
        await this.access.requireLocked(tx, caller);
        const factor = await lockSecondFactor(tx, userId);
        if (!factor) throw new AppError(errors.SECOND_FACTOR_NOT_ENABLED);
        if (factor.confirmedAt) throw new AppError(errors.SECOND_FACTOR_ENABLED);
        await this.codes.requireValidTotp(tx, userId, factor, code);

        const data = { confirmedAt: this.clock.now() };
        await tx.secondFactor.update({ where: { userId }, data });
        await requireNewAuthentication(tx, caller);
        await this.activities.record(tx, { userId, type: 'second_factor_enabled' });
        await this.mails.announceLoginChange(tx, account, 'second_factor_added');

        return this.codes.issueRecoveryCodes(tx, userId);
      }),
    );

    return { recovery_codes: recoveryCodes };
  }

  async disable(caller: Caller): Promise<void> {
    const account = await this.access.requireRecent(caller);
    const { id: userId } = account;
    await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      const factor = await lockSecondFactor(tx, userId);
      if (!factor) throw new AppError(errors.SECOND_FACTOR_NOT_ENABLED);
      await tx.secondFactor.delete({ where: { userId } });
      await this.activities.record(tx, { userId, type: 'second_factor_removed' });
      // An app that was never confirmed protected nothing.
      if (factor.confirmedAt)
        await this.mails.announceLoginChange(tx, account, 'second_factor_removed');
    });
  }

  async renewRecoveryCodes(caller: Caller) {
    const account = await this.access.requireRecent(caller);
    const { id: userId } = account;

    const recoveryCodes = await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      const factor = await lockSecondFactor(tx, userId);
      if (!factor?.confirmedAt) throw new AppError(errors.SECOND_FACTOR_NOT_ENABLED);
      await this.activities.record(tx, { userId, type: 'recovery_codes_renewed' });
      await this.mails.announceLoginChange(tx, account, 'recovery_codes_renewed');

      return this.codes.issueRecoveryCodes(tx, userId);
    });

    return { recovery_codes: recoveryCodes };
  }
}

/** The other sessions were authenticated without the new factor, so they count as recent only after a code or a passkey. */
async function requireNewAuthentication(tx: Tx, { userId, sessionId }: Caller): Promise<void> {
  await tx.session.updateMany({
    where: { userId, id: { not: sessionId } },
    data: { authenticatedAt: null },
  });
}
