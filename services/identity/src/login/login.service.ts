import { Injectable } from '@nestjs/common';
import { AppError, Clock, newId, Transactions } from '@tribe/service-kit';
import { requireUnbanned } from '../account/bans';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import { LoginAttempts } from '../password/login-attempts';
import { PasswordHasher } from '../password/password-hasher';
import { Passwords, type StoredPassword } from '../password/passwords';
import { PrismaService, type Tx } from '../prisma.service';
import { LoginChallenges } from '../second-factor/login-challenges';
import type { Device } from '../session/session-tokens';
import type { LoginResponse } from '../session/session.dto';
import { SignIn } from '../session/sign-in';
import { lockActiveUser } from '../user/user.queries';
import type { LoginBody } from './login.dto';

/** Logs users in with their password. */
@Injectable()
export class LoginService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly passwords: Passwords,
    private readonly hasher: PasswordHasher,
    private readonly attempts: LoginAttempts,
    private readonly challenges: LoginChallenges,
    private readonly signIn: SignIn,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError INVALID_CREDENTIALS, ACCOUNT_BANNED, SECOND_FACTOR_REQUIRED, TOO_MANY_LOGIN_ATTEMPTS, OVERLOADED */
  async logIn(body: LoginBody, device: Device): Promise<LoginResponse> {
    const answer = await this.attempts.run(body.email, device.ip, () => this.check(body, device));

    // Only now, because the challenge has to be committed.
    if (answer instanceof AppError) throw answer;

    return answer;
  }

  /** @returns the error SECOND_FACTOR_REQUIRED if the password is right and a code is missing */
  private async check(body: LoginBody, device: Device): Promise<LoginResponse | AppError> {
    const { user, password } = await this.verify(body);

    const newHash = this.hasher.isOutdated(password.secretHash)
      ? await this.hasher.hash(body.password)
      : password.secretHash;

    return this.transactions.run(async (tx) => {
      await this.requireUnchanged(tx, user.id, password, newHash);
      const challenge = await this.challenges.open(tx, user.id, device);
      return challenge ?? this.signIn.complete(tx, user, device);
    });
  }

  /**
   * Answers the same, after the same work, for an unknown address, a wrong password and an inactive account. Only a user who
   * knows the password learns of a ban.
   */
  private async verify(body: LoginBody): Promise<{ user: User; password: StoredPassword }> {
    const user = await this.prisma.user.findUnique({ where: { email: body.email } });
    // Looked up for an unknown address too, so that it takes as many queries.
    const password = await this.passwords.find(user?.id ?? newId());
    const matches = await this.hasher.verify(password?.secretHash, body.password);
    if (user && matches) requireUnbanned(user, this.clock.now());
    if (!user?.isActive || !password || !matches) throw new AppError(errors.INVALID_CREDENTIALS);

    return { user, password };
  }

  /**
   * Since the hash was verified, the password may have been changed or the account closed. Either ends all sessions, and a
   * session that is opened afterwards would escape. The locks make the later of two transactions wait for the other.
   */
  private async requireUnchanged(
    tx: Tx,
    userId: string,
    password: StoredPassword,
    newHash: string,
  ): Promise<void> {
    if (!(await lockActiveUser(tx, userId))) throw new AppError(errors.INVALID_CREDENTIALS);
    const isRehash = newHash !== password.secretHash;

    const { count } = await tx.credential.updateMany({
      where: { ...password },
      data: { secretHash: newHash, ...(isRehash && { updatedAt: this.clock.now() }) },
    });

    if (count === 0) throw new AppError(errors.INVALID_CREDENTIALS);
  }
}
