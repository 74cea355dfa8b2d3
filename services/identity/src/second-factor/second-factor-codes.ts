import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { FactorVault } from './factor-vault';
import { type LockedFactor, lockSecondFactor } from './second-factor.queries';
import { totpStep } from './totp.rules';

const sixDigits = /^\d{6}$/;
const recoveryCodes = 10;

/** Codes of the app and of paper; each counts once. */
@Injectable()
export class SecondFactorCodes {
  constructor(
    private readonly vault: FactorVault,
    private readonly clock: Clock,
  ) {}

  /** Uses a code up. False when it is wrong, was used before, or the person has no second factor. */
  async use(tx: Tx, userId: string, code: string): Promise<boolean> {
    const factor = await lockSecondFactor(tx, userId);
    if (!factor?.confirmedAt) return false;
    return sixDigits.test(code)
      ? this.useTotp(tx, userId, factor, code)
      : this.useRecovery(tx, userId, code);
  }

  /** Uses a code of the app up, of a factor that need not be confirmed yet. */
  async useTotp(tx: Tx, userId: string, factor: LockedFactor, code: string): Promise<boolean> {
    const secret = this.vault.open(userId, factor.sealedSecret);
    const step = totpStep(secret, code, this.clock.now(), factor.lastStep);
    if (step === undefined) return false;
    await tx.secondFactor.update({ where: { userId }, data: { lastStep: step } });
    return true;
  }

  /** New recovery codes in the place of all others; nobody can read them again. */
  async issueRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
    const codes = this.vault.newRecoveryCodes(recoveryCodes);
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.recoveryCode.createMany({
      data: codes.map((code) => ({
        userId,
        codeHash: this.vault.hashOfRecoveryCode(userId, code),
      })),
    });
    return codes;
  }

  private async useRecovery(tx: Tx, userId: string, code: string): Promise<boolean> {
    const { count } = await tx.recoveryCode.updateMany({
      where: { userId, codeHash: this.vault.hashOfRecoveryCode(userId, code), usedAt: null },
      data: { usedAt: this.clock.now() },
    });
    return count === 1;
  }
}
