import { Injectable } from '@nestjs/common';
import { AppError, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { FactorVault } from './factor-vault';
import { type LockedFactor, lockSecondFactor } from './second-factor.queries';
import { newTotpSecret, totpStep } from './totp.rules';

const sixDigits = /^\d{6}$/;
const recoveryCodeCount = 10;

/** Codes of authenticator apps, and recovery codes. Each is accepted once. */
@Injectable()
export class SecondFactorCodes {
  constructor(
    private readonly vault: FactorVault,
    private readonly clock: Clock,
  ) {}

  /** The secret of a new authenticator app, in base32 and sealed for its row. */
  newSecret(userId: string) {
    const secret = newTotpSecret();
    return { secret, sealedSecret: this.vault.seal(userId, secret) };
  }

  /**
   * Uses up a code of the app or a recovery code.
   *
   * @throws AppError SECOND_FACTOR_CODE_WRONG also for a used code, and for a user without a second factor
   */
  async requireValid(tx: Tx, userId: string, code: string): Promise<void> {
    const factor = await lockSecondFactor(tx, userId);
    if (!factor?.confirmedAt) throw new AppError(errors.SECOND_FACTOR_CODE_WRONG);
    if (sixDigits.test(code)) await this.requireValidTotp(tx, userId, factor, code);
    else await this.useRecoveryCode(tx, userId, code);
  }

  /**
   * Uses up a code of the app, also of one that is not confirmed yet.
   *
   * @throws AppError SECOND_FACTOR_CODE_WRONG
   */
  async requireValidTotp(
    tx: Tx,
    userId: string,
    factor: LockedFactor,
    code: string,
  ): Promise<void> {
    const secret = this.vault.open(userId, factor.sealedSecret);
    const step = totpStep(secret, code, this.clock.now(), factor.lastStep);
    if (step === undefined) throw new AppError(errors.SECOND_FACTOR_CODE_WRONG);
    await tx.secondFactor.update({ where: { userId }, data: { lastStep: step } });
  }

  /** Replaces the recovery codes. Only their hashes are stored, so they cannot be shown again. */
  async issueRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
    const codes = this.vault.newRecoveryCodes(recoveryCodeCount);

    const rows = codes.map((code) => ({
      userId,
      codeHash: this.vault.hashOfRecoveryCode(userId, code),
    }));

    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.recoveryCode.createMany({ data: rows });

    return codes;
  }

  private async useRecoveryCode(tx: Tx, userId: string, code: string): Promise<void> {
    const { count } = await tx.recoveryCode.updateMany({
      where: { userId, codeHash: this.vault.hashOfRecoveryCode(userId, code), usedAt: null },
      data: { usedAt: this.clock.now() },
    });
    if (count === 0) throw new AppError(errors.SECOND_FACTOR_CODE_WRONG);
  }
}
