import { Injectable } from '@nestjs/common';
import { AppError, Transactions } from '@tribe/service-kit';
import { toAccountResponse } from '../account/account.dto';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { LoginResponse } from '../login/auth.dto';
import type { Tx } from '../prisma.service';
import { SessionService } from '../session/session-tokens';
import { lockActiveUser } from '../user/user.queries';
import { PasskeyChallenges } from './passkey-challenges';
import { PasskeyProofs } from './passkey-proofs';
import type { PasskeyLoginBody } from './passkey.dto';
import { RelyingParty } from './relying-party';

/** Logging in with a passkey, without a name: the device knows whose it is. A second factor is not asked for. */
@Injectable()
export class PasskeyLoginService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly sessions: SessionService,
    private readonly challenges: PasskeyChallenges,
    private readonly proofs: PasskeyProofs,
    private readonly relyingParty: RelyingParty,
    private readonly activities: ActivityLog,
  ) {}

  /** The same for everybody: which passkeys somebody has is told to nobody. */
  async beginLogIn() {
    const { id, challenge } = await this.challenges.issue('log_in', null);
    return { challenge_id: id, options: await this.relyingParty.authenticationOptions(challenge) };
  }

  /** Whatever is wrong, the answer is the same. */
  async logIn(
    { device_info: info, ...assertion }: PasskeyLoginBody,
    ip: string,
  ): Promise<LoginResponse> {
    const proof = await this.proofs.check(assertion, 'log_in', null);
    if (!proof) throw new AppError(errors.PASSKEY_REFUSED);
    const { userId } = proof.passkey;
    return this.transactions.run(async (tx) => {
      if (!(await lockActiveUser(tx, userId))) throw new AppError(errors.PASSKEY_REFUSED);
      if (!(await this.proofs.accept(tx, proof))) throw new AppError(errors.PASSKEY_REFUSED);
      const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
      const tokens = await this.sessions.openSession(tx, user, { info, ip });
      await this.activities.record(tx, {
        userId,
        type: 'login',
        metadata: { ...info, passkey: true },
      });
      return { user: toAccountResponse(user), ...tokens };
    });
  }
}
