import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, newId, Transactions } from '@tribe/service-kit';
import { PrismaService, type Tx } from '../prisma.service';
import { SessionService } from '../session/session.service';
import { AccountService } from './account.service';
import type { ChangePasswordBody } from './auth.dto';
import { LoginAttempts } from './login-attempts';
import { requireGoodPassword } from './new-password';
import { PasswordHasher } from './password-hasher';

/** The present password and the ones before it, which may not be used again. */
const rememberedPasswords = 5;

@Injectable()
export class PasswordService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly attempts: LoginAttempts,
    private readonly clock: Clock,
  ) {}

  /** Every other session ends: whoever knows the old password may be in one of them. */
  async changePassword(caller: Caller, body: ChangePasswordBody, ip: string): Promise<void> {
    const account = await this.accounts.getAccount(caller);
    requireGoodPassword({
      field: 'new_password',
      password: body.new_password,
      confirmation: body.confirm_password,
      about: [account.email, account.username, account.fullName],
    });
    const credential = await this.requireCurrent(caller, account.email, body.current_password, ip);
    await this.refuseUsedBefore(caller, credential.secretHash, body.new_password);
    const secretHash = await this.hasher.hash(body.new_password);
    await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      // Only over the hash that was checked: of two changes at once, one wins.
      const { count } = await tx.credential.updateMany({ where: credential, data: { secretHash, updatedAt: now } });
      if (count === 0) throw new AppError('CONFLICT');
      await this.retire(tx, caller.userId, credential.secretHash, now);
      await this.sessions.endOtherSessions(tx, caller, 'password_changed');
    });
  }

  /** A wrong one counts like a failed log-in, so that a stolen token is no way to guess the password. */
  private async requireCurrent({ userId }: Caller, email: string, password: string, ip: string) {
    const attempt = await this.attempts.begin(email, ip);
    const credential = await this.prisma.credential.findFirst({ where: { userId, kind: 'password' } });
    const secretHash = credential?.secretHash ?? undefined;
    const matches = await this.hasher.verify(secretHash, password);
    if (!credential || secretHash === undefined || !matches) throw new AppError('CURRENT_PASSWORD_WRONG');
    await attempt.succeed();
    return { id: credential.id, secretHash };
  }

  private async refuseUsedBefore({ userId }: Caller, present: string, password: string): Promise<void> {
    const past = await this.prisma.pastPassword.findMany({
      where: { userId },
      orderBy: { retiredAt: 'desc' },
      take: rememberedPasswords - 1,
      select: { secretHash: true },
    });
    for (const secretHash of [present, ...past.map((one) => one.secretHash)]) {
      if (!(await this.hasher.verify(secretHash, password))) continue;
      throw new AppError('PASSWORD_REUSED', {
        errors: [{ pointer: '/new_password', message: `is one of your last ${rememberedPasswords} passwords` }],
      });
    }
  }

  /** Keeps as many as are asked about. */
  private async retire(tx: Tx, userId: string, secretHash: string, retiredAt: Date): Promise<void> {
    await tx.pastPassword.create({ data: { id: newId(), userId, secretHash, retiredAt } });
    const forgotten = await tx.pastPassword.findMany({
      where: { userId },
      orderBy: { retiredAt: 'desc' },
      skip: rememberedPasswords - 1,
      select: { id: true },
    });
    await tx.pastPassword.deleteMany({ where: { id: { in: forgotten.map(({ id }) => id) } } });
  }
}
