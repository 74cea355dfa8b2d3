import { Injectable } from '@nestjs/common';
import { AppError, Transactions } from '@tribe/service-kit';
import { toAccountResponse } from '../account/account.dto';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { NewAccounts } from '../registration/new-accounts';
import { UsernameService } from '../registration/username.service';
import { LoginChallenges } from '../second-factor/login-challenges';
import { type Device, SessionService } from '../session/session-tokens';
import { lockActiveUser } from '../user/user.queries';
import { ExternalAccounts } from './external-accounts';
import type { ExternalLoginBody, ExternalLoginResponse } from './external-login.dto';
import { type ExternalIdentity, type Provider, usernameLike } from './external-login.rules';
import { IdTokens } from './id-tokens';

const usernameTries = 3;

/** Logging in with Google or Apple. */
@Injectable()
export class ExternalLoginService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly tokens: IdTokens,
    private readonly externals: ExternalAccounts,
    private readonly accounts: NewAccounts,
    private readonly usernames: UsernameService,
    private readonly challenges: LoginChallenges,
    private readonly sessions: SessionService,
    private readonly activities: ActivityLog,
  ) {}

  async logIn(
    provider: Provider,
    body: ExternalLoginBody,
    ip: string,
  ): Promise<ExternalLoginResponse> {
    const identity = await this.tokens.verify(provider, body.id_token, body.nonce);
    const device = { info: body.device_info, ip };
    for (let tried = 1; ; tried++) {
      try {
        const answer = await this.transactions.run((tx) => this.enter(tx, identity, body, device));
        if (answer instanceof AppError) throw answer;
        return answer;
      } catch (error) {
        // Somebody was faster to take the name we made up; one the person chose is theirs to change.
        const isTaken = error instanceof AppError && error.code === 'USERNAME_TAKEN';
        if (!isTaken || body.username !== undefined || tried === usernameTries) throw error;
      }
    }
  }

  private async enter(tx: Tx, identity: ExternalIdentity, body: ExternalLoginBody, device: Device) {
    await this.externals.useOnce(tx, identity, body.id_token);
    const known = (await this.externals.ownerOf(tx, identity)) ?? (await this.link(tx, identity));
    if (known && !(await lockActiveUser(tx, known.id))) throw new AppError(errors.ACCOUNT_INACTIVE);
    // Returned, not thrown: the challenge it tells of has to be committed.
    const refusal = known && (await this.challenges.open(tx, known.id, device));
    if (refusal) return refusal;
    const user = known ?? (await this.openAccount(tx, identity, body));
    const { provider } = identity;
    if (known)
      await this.activities.record(tx, {
        userId: user.id,
        type: 'login',
        metadata: { ...device.info, provider },
      });
    const tokens = await this.sessions.openSession(tx, user, device);
    return { user: toAccountResponse(user), ...tokens, is_new_account: !known };
  }

  /**
   * Only when both the provider and we have verified the address: otherwise whoever opened an account here with somebody
   * else's address would get into theirs, or they into that person's.
   */
  private async link(tx: Tx, identity: ExternalIdentity): Promise<User | undefined> {
    const { verifiedEmail } = identity;
    if (verifiedEmail === undefined) throw new AppError(errors.EXTERNAL_EMAIL_UNVERIFIED);
    const user = await tx.user.findUnique({ where: { email: verifiedEmail } });
    if (!user) return undefined;
    if (!user.emailVerified) throw new AppError(errors.EMAIL_TAKEN);
    await this.externals.connect(tx, user, identity);
    return user;
  }

  private async openAccount(
    tx: Tx,
    identity: ExternalIdentity,
    body: ExternalLoginBody,
  ): Promise<User> {
    const { provider, subject, verifiedEmail: email, name } = identity;
    if (email === undefined) throw new AppError(errors.EXTERNAL_EMAIL_UNVERIFIED);
    const fullName = (body.full_name ?? name ?? email.split('@', 1)[0] ?? email).slice(0, 100);
    const username =
      body.username ??
      (await this.usernames.suggest(usernameLike(body.full_name ?? name, email), tx));
    return this.accounts.open(
      tx,
      { email, username, fullName, emailVerified: true },
      { kind: provider, subject },
    );
  }
}
