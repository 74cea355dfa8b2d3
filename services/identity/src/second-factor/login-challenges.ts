import { Injectable } from '@nestjs/common';
import { AppError, Clock, LinkTokens, newId, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import { PrismaService, type Tx } from '../prisma.service';
import type { Device } from '../session/session-tokens';
import { deviceInfo, type LoginResponse } from '../session/session.dto';
import { SignIn } from '../session/sign-in';
import { lockActiveUser } from '../user/user.queries';
import { SecondFactorAttempts } from './second-factor-attempts';
import { SecondFactorCodes } from './second-factor-codes';
import type { FinishLoginBody } from './second-factor.dto';

const purpose = 'login-challenge';
const lifetimeSeconds = 5 * 60;

/** Logins that wait for their second factor. */
@Injectable()
export class LoginChallenges {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly links: LinkTokens,
    private readonly codes: SecondFactorCodes,
    private readonly attempts: SecondFactorAttempts,
    private readonly signIn: SignIn,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a login wait for its second factor, when the user has one.
   *
   * @returns the SECOND_FACTOR_REQUIRED to throw once the transaction is committed, because its challenge must be stored;
   * undefined without a second factor
   */
  async open(tx: Tx, userId: string, { info }: Device): Promise<AppError | undefined> {
    const factor = await tx.secondFactor.findUnique({
      where: { userId },
      select: { confirmedAt: true },
    });

    if (!factor?.confirmedAt) return undefined;

    const expiresAt = new Date(this.clock.now().getTime() + lifetimeSeconds * 1000);

    const { id } = await tx.loginChallenge.create({
      data: { id: newId(), userId, deviceInfo: info, expiresAt },
    });

    const members = {
      challenge_token: this.links.tokenOf(purpose, id),
      expires_in: lifetimeSeconds,
    };

    return new AppError(errors.SECOND_FACTOR_REQUIRED, { members });
  }

  /**
   * Finishes a login with a code. After a wrong code, the challenge can be used again.
   *
   * @throws AppError LOGIN_CHALLENGE_INVALID, SECOND_FACTOR_CODE_WRONG, TOO_MANY_LOGIN_ATTEMPTS
   */
  async finish(body: FinishLoginBody, ip: string): Promise<LoginResponse> {
    const { id, user, deviceInfo: storedInfo } = await this.requireOpen(body.challenge_token);
    const device = { info: deviceInfo.optional().parse(storedInfo ?? undefined), ip };
    return this.attempts.run(user.id, () =>
      this.transactions.run(async (tx) => {
        const isActive = await lockActiveUser(tx, user.id);
        if (!isActive) throw new AppError(errors.LOGIN_CHALLENGE_INVALID);
        await this.codes.requireValid(tx, user.id, body.code);
        const { count } = await tx.loginChallenge.deleteMany({ where: { id } });
        if (count === 0) throw new AppError(errors.LOGIN_CHALLENGE_INVALID);

        return this.signIn.complete(tx, user, device, { second_factor: true });
      }),
    );
  }

  private async requireOpen(token: string) {
    const id = this.links.idIn(purpose, token);
    if (id === undefined) throw new AppError(errors.LOGIN_CHALLENGE_INVALID);

    const challenge = await this.prisma.loginChallenge.findUnique({
      where: { id },
      include: { user: true },
    });

    if (!challenge || challenge.expiresAt <= this.clock.now())
      throw new AppError(errors.LOGIN_CHALLENGE_INVALID);

    return challenge;
  }
}
