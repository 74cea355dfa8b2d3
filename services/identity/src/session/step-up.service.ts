import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountService } from '../auth/account.service';
import { PasswordService } from '../auth/password.service';
import { PrismaService, type Tx } from '../prisma.service';
import { SecondFactorAttempts } from '../second-factor/second-factor-attempts';
import { SecondFactorCodes } from '../second-factor/second-factor-codes';
import { recentMs } from './recent-authentication';
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
    private readonly clock: Clock,
  ) {}

  async stepUp(caller: Caller, { password, code }: StepUpBody, ip: string) {
    const account = await this.accounts.getAccount(caller);
    if (password !== undefined) await this.passwords.requireCurrent(caller, account.email, password, ip);
    if (code !== undefined) await this.useCode(account.id, code);
    const now = this.clock.now();
    const { count } = await this.prisma.session.updateMany({
      where: { id: caller.sessionId, userId: caller.userId, revokedAt: null },
      data: { authenticatedAt: now },
    });
    if (count === 0) throw new AppError('SESSION_REVOKED');
    return { recent_until: new Date(now.getTime() + recentMs).toISOString() };
  }

  private async useCode(userId: string, code: string): Promise<void> {
    await this.attempts.run(userId, () =>
      this.transactions.run(async (tx) => {
        if (!(await this.codes.use(tx, userId, code))) throw new AppError('SECOND_FACTOR_CODE_WRONG');
      }),
    );
  }
}
