import { Injectable } from '@nestjs/common';
import { AppError, Clock, Transactions, newId } from '@tribe/service-kit';
import { toAccountResponse, toNewAccountResponse } from '../account/account.dto';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { AccountMails } from '../mail/account-mails';
import { LoginAttempts } from '../password/login-attempts';
import { requireGoodPassword } from '../password/new-password';
import { PasswordHasher } from '../password/password-hasher';
import { PrismaService, type Tx } from '../prisma.service';
import { NewAccounts } from '../registration/new-accounts';
import { LoginChallenges } from '../second-factor/login-challenges';
import { type Device, SessionService } from '../session/session-tokens';
import { lockActiveUser } from '../user/user.queries';
import type { LoginBody, LoginResponse, RegisterBody, RegisterResponse } from './auth.dto';

@Injectable()
export class AuthService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: NewAccounts,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly attempts: LoginAttempts,
    private readonly challenges: LoginChallenges,
    private readonly mails: AccountMails,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async registerUser(body: RegisterBody, device: Device): Promise<RegisterResponse> {
    requireGoodPassword({
      field: 'password',
      password: body.password,
      confirmation: body.confirm_password,
      about: [body.email, body.username, body.full_name],
    });
    const secretHash = await this.hasher.hash(body.password);
    return this.transactions.run(async (tx) => {
      const { email, username, full_name: fullName } = body;
      const account = { email, username, fullName, emailVerified: false };
      const user = await this.accounts.open(tx, account, { kind: 'password', secretHash });
      await this.mails.request(tx, { userId: user.id, kind: 'verify_email', email: user.email });
      const tokens = await this.sessions.openSession(tx, user, device);
      return { user: toNewAccountResponse(user), ...tokens };
    });
  }

  /** Answers the same, after the same work, for an unknown address, a wrong password and a deactivated account. */
  async logIn(body: LoginBody, device: Device): Promise<LoginResponse> {
    const attempt = await this.attempts.begin(body.email, device.ip);
    const user = await this.prisma.user.findUnique({ where: { email: body.email } });
    // Asked for nobody's too, so that an unknown address takes as many queries.
    const credential = await this.prisma.credential.findFirst({
      where: { userId: user?.id ?? newId(), kind: 'password' },
    });
    const storedHash = credential?.secretHash ?? undefined;
    const matches = await this.hasher.verify(storedHash, body.password);
    if (!user?.isActive || !credential || !storedHash || !matches)
      throw new AppError(errors.INVALID_CREDENTIALS);

    const newHash = this.hasher.isOutdated(storedHash)
      ? await this.hasher.hash(body.password)
      : storedHash;
    const answer = await this.transactions.run(async (tx) => {
      await this.requireUnchanged(tx, { id: credential.id, userId: user.id, storedHash, newHash });
      const refusal = await this.challenges.open(tx, user.id, device);
      // Returned, not thrown: the challenge it tells of has to be committed.
      if (refusal) return refusal;
      await this.activities.record(tx, {
        userId: user.id,
        type: 'login',
        metadata: { ...device.info },
      });
      const tokens = await this.sessions.openSession(tx, user, device);
      return { user: toAccountResponse(user), ...tokens };
    });
    await attempt.succeed();
    if (answer instanceof AppError) throw answer;
    return answer;
  }

  /**
   * The password may have been changed, or the account closed, since the hash was checked; either ends all sessions, and
   * one opened afterwards would escape. The locks make whoever comes second wait for the first.
   */
  private async requireUnchanged(
    tx: Tx,
    {
      id,
      userId,
      storedHash,
      newHash,
    }: { id: string; userId: string; storedHash: string; newHash: string },
  ): Promise<void> {
    if (!(await lockActiveUser(tx, userId))) throw new AppError(errors.INVALID_CREDENTIALS);
    const { count } = await tx.credential.updateMany({
      where: { id, secretHash: storedHash },
      data: { secretHash: newHash, ...(newHash !== storedHash && { updatedAt: this.clock.now() }) },
    });
    if (count === 0) throw new AppError(errors.INVALID_CREDENTIALS);
  }
}
