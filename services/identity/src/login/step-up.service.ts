import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { recentMs } from '../account/recent-authentication';
import { errors } from '../errors';
import { PasskeyChallenges } from '../passkey/passkey-challenges';
import { PasskeyProofs } from '../passkey/passkey-proofs';
import type { Assertion } from '../passkey/passkey.dto';
import { maxPasskeys } from '../passkey/passkey.service';
import { RelyingParty } from '../passkey/relying-party';
import { PasswordService } from '../password/password.service';
import { PrismaService, type Tx } from '../prisma.service';
import { SecondFactorAttempts } from '../second-factor/second-factor-attempts';
import { SecondFactorCodes } from '../second-factor/second-factor-codes';
import type { StepUpBody } from './step-up.dto';

/** Somebody who is signed in shows again who they are. */
@Injectable()
export class StepUpService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly passwords: PasswordService,
    private readonly codes: SecondFactorCodes,
    private readonly attempts: SecondFactorAttempts,
    private readonly challenges: PasskeyChallenges,
    private readonly proofs: PasskeyProofs,
    private readonly relyingParty: RelyingParty,
    private readonly clock: Clock,
  ) {}

  async stepUp(caller: Caller, { password, code, passkey }: StepUpBody, ip: string) {
    const account = await this.accounts.getAccount(caller);
    if (password !== undefined)
      await this.passwords.requireCurrent(caller, account.email, password, ip);
    if (code !== undefined) await this.useCode(account.id, code);
    if (passkey !== undefined) await this.usePasskey(account.id, passkey);
    const now = this.clock.now();
    const { count } = await this.prisma.session.updateMany({
      where: { id: caller.sessionId, userId: caller.userId, revokedAt: null },
      data: { authenticatedAt: now },
    });
    if (count === 0) throw new AppError(errors.SESSION_REVOKED);
    return { recent_until: new Date(now.getTime() + recentMs).toISOString() };
  }

  /** What to let a passkey of the caller's sign. */
  async beginWithPasskey(caller: Caller) {
    const { id: userId } = await this.accounts.getAccount(caller);
    const own = await this.prisma.passkey.findMany({
      where: { userId },
      select: { credentialId: true },
      take: maxPasskeys,
    });
    const { id, challenge } = await this.challenges.issue('step_up', userId);
    return {
      challenge_id: id,
      options: await this.relyingParty.authenticationOptions(challenge, own),
    };
  }

  private async usePasskey(userId: string, assertion: Assertion): Promise<void> {
    const proof = await this.proofs.check(assertion, 'step_up', userId);
    const accepted = proof && (await this.transactions.run((tx) => this.proofs.accept(tx, proof)));
    if (!accepted) throw new AppError(errors.PASSKEY_WRONG);
  }

  private async useCode(userId: string, code: string): Promise<void> {
    await this.attempts.run(userId, () =>
      this.transactions.run(async (tx) => {
        if (!(await this.codes.use(tx, userId, code)))
          throw new AppError(errors.SECOND_FACTOR_CODE_WRONG);
      }),
    );
  }
}
