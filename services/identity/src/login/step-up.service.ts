import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { recentMs } from '../account/account-access.rules';
import { errors } from '../errors';
import { PasskeyProofs } from '../passkey/passkey-proofs';
import type { Assertion } from '../passkey/passkey.dto';
import { CurrentPassword } from '../password/current-password';
import type { Tx } from '../prisma.service';
import { SecondFactorAttempts } from '../second-factor/second-factor-attempts';
import { SecondFactorCodes } from '../second-factor/second-factor-codes';
import type { StepUpBody } from './step-up.dto';

/** A signed-in user confirms their identity again. */
@Injectable()
export class StepUpService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly currentPassword: CurrentPassword,
    private readonly codes: SecondFactorCodes,
    private readonly attempts: SecondFactorAttempts,
    private readonly passkeys: PasskeyProofs,
    private readonly clock: Clock,
  ) {}

  async stepUp(caller: Caller, { password, code, passkey }: StepUpBody, ip: string) {
    const account = await this.access.require(caller);
    if (password !== undefined) await this.currentPassword.require(account, password, ip);
    if (code !== undefined) await this.useCode(account.id, code);
    if (passkey !== undefined) await this.usePasskey(account.id, passkey);

    const now = this.clock.now();

    await this.transactions.run(async (tx) => {
      await this.access.requireLocked(tx, caller);
      if (password !== undefined) await requireNoSecondFactor(tx, account.id);
      await tx.session.update({
        where: { id: caller.sessionId },
        data: { authenticatedAt: now },
      });
    });

    return { recent_until: new Date(now.getTime() + recentMs).toISOString() };
  }

  async beginWithPasskey(caller: Caller) {
    const { id: userId } = await this.access.require(caller);
    return this.passkeys.begin('step_up', userId);
  }

  private async usePasskey(userId: string, assertion: Assertion): Promise<void> {
    const proof = await this.passkeys.verify(assertion, 'step_up', userId);
    const isAccepted =
      proof && (await this.transactions.run((tx) => this.passkeys.accept(tx, proof)));
    if (!isAccepted) throw new AppError(errors.PASSKEY_WRONG);
  }

  private async useCode(userId: string, code: string): Promise<void> {
    await this.attempts.run(userId, () =>
      this.transactions.run((tx) => this.codes.requireValid(tx, userId, code)),
    );
  }
}

/** The password alone must not take the second factor away. */
async function requireNoSecondFactor(tx: Tx, userId: string): Promise<void> {
  const confirmed = await tx.secondFactor.count({ where: { userId, confirmedAt: { not: null } } });
  if (confirmed > 0) throw new AppError(errors.STEP_UP_NEEDS_SECOND_FACTOR);
}
