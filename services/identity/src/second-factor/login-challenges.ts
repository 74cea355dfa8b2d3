import { Injectable } from '@nestjs/common';
import { AppError, Clock, LinkTokens, newId, Transactions } from '@tribe/service-kit';
import { toAccountResponse } from '../account/account.dto';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { LoginResponse } from '../login/auth.dto';
import { PrismaService, type Tx } from '../prisma.service';
import { type Device, SessionService } from '../session/session-tokens';
import { deviceInfo } from '../session/session.dto';
import { lockActiveUser } from '../user/user.queries';
import { SecondFactorAttempts } from './second-factor-attempts';
import { SecondFactorCodes } from './second-factor-codes';
import type { FinishLoginBody } from './second-factor.dto';

const purpose = 'login-challenge';
const lifetimeSeconds = 5 * 60;

/** Log-ins between the password and the second factor. */
@Injectable()
export class LoginChallenges {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly links: LinkTokens,
    private readonly sessions: SessionService,
    private readonly codes: SecondFactorCodes,
    private readonly attempts: SecondFactorAttempts,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** What to answer instead of opening a session; undefined when the person has no second factor. */
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
    const challenge = {
      challenge_token: this.links.tokenOf(purpose, id),
      expires_in: lifetimeSeconds,
    };
    return new AppError(errors.SECOND_FACTOR_REQUIRED, { members: challenge });
  }

  /** Whatever is wrong with the challenge, the answer is the same; a wrong code leaves it as it was. */
  async finish(
    { challenge_token: token, code }: FinishLoginBody,
    ip: string,
  ): Promise<LoginResponse> {
    const id = this.links.idIn(purpose, token);
    const challenge =
      id &&
      (await this.prisma.loginChallenge.findUnique({ where: { id }, include: { user: true } }));
    if (!challenge || challenge.expiresAt <= this.clock.now())
      throw new AppError(errors.LOGIN_CHALLENGE_INVALID);
    const { user, userId } = challenge;
    const info = deviceInfo.optional().parse(challenge.deviceInfo ?? undefined);
    return this.attempts.run(userId, () =>
      this.transactions.run(async (tx) => {
        if (!(await lockActiveUser(tx, userId))) throw new AppError(errors.LOGIN_CHALLENGE_INVALID);
        if (!(await this.codes.use(tx, userId, code)))
          throw new AppError(errors.SECOND_FACTOR_CODE_WRONG);
        const { count } = await tx.loginChallenge.deleteMany({ where: { id: challenge.id } });
        if (count === 0) throw new AppError(errors.LOGIN_CHALLENGE_INVALID);
        await this.activities.record(tx, {
          userId,
          type: 'login',
          metadata: { ...info, second_factor: true },
        });
        const tokens = await this.sessions.openSession(tx, user, { info, ip });
        return { user: toAccountResponse(user), ...tokens };
      }),
    );
  }
}
