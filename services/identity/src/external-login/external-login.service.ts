import { Injectable } from '@nestjs/common';
import { AppError, Clock, newId, Transactions } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import { NewAccounts } from '../auth/new-accounts';
import type { User } from '../generated/prisma/client';
import { UsedIdTokens } from '../id-token/used-id-tokens';
import type { Tx } from '../prisma.service';
import { LoginChallenges } from '../second-factor/login-challenges';
import { type Device, SessionService } from '../session/session.service';
import { toAccountResponse } from '../user/user.dto';
import { lockActiveUser } from '../user/user.queries';
import { UsernameService } from '../user/username.service';
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
    private readonly usedTokens: UsedIdTokens,
    private readonly accounts: NewAccounts,
    private readonly usernames: UsernameService,
    private readonly challenges: LoginChallenges,
    private readonly sessions: SessionService,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async logIn(provider: Provider, body: ExternalLoginBody, ip: string): Promise<ExternalLoginResponse> {
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
    await this.useOnce(tx, identity, body.id_token);
    const known = (await this.ownerOf(tx, identity)) ?? (await this.link(tx, identity));
    if (known && !(await lockActiveUser(tx, known.id))) throw new AppError('ACCOUNT_INACTIVE');
    // Returned, not thrown: the challenge it tells of has to be committed.
    const refusal = known && (await this.challenges.open(tx, known.id, device));
    if (refusal) return refusal;
    const user = known ?? (await this.openAccount(tx, identity, body));
    const { provider } = identity;
    if (known)
      await this.activities.record(tx, { userId: user.id, type: 'login', metadata: { ...device.info, provider } });
    const tokens = await this.sessions.openSession(tx, user, device);
    return { user: toAccountResponse(user), ...tokens, is_new_account: !known };
  }

  /** Two log-ins of one person take turns. */
  private async useOnce(tx: Tx, { provider, subject, expiresAt }: ExternalIdentity, token: string): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${provider} ${subject}`}, 0))`;
    await this.usedTokens.use(tx, token, expiresAt);
  }

  private async ownerOf(tx: Tx, { provider, subject }: ExternalIdentity): Promise<User | undefined> {
    const where = { kind_subject: { kind: provider, subject } };
    return (await tx.credential.findUnique({ where, include: { user: true } }))?.user;
  }

  /**
   * Only when both the provider and we have verified the address: otherwise whoever opened an account here with somebody
   * else's address would get into theirs, or they into that person's.
   */
  private async link(tx: Tx, { provider, subject, verifiedEmail }: ExternalIdentity): Promise<User | undefined> {
    if (verifiedEmail === undefined) throw new AppError('EXTERNAL_EMAIL_UNVERIFIED');
    const user = await tx.user.findUnique({ where: { email: verifiedEmail } });
    if (!user) return undefined;
    if (!user.emailVerified) throw new AppError('EMAIL_TAKEN');
    const now = this.clock.now();
    await tx.credential.create({
      data: { id: newId(), userId: user.id, kind: provider, subject, createdAt: now, updatedAt: now },
    });
    await this.activities.record(tx, { userId: user.id, type: 'external_login_linked', metadata: { provider } });
    return user;
  }

  private async openAccount(tx: Tx, identity: ExternalIdentity, body: ExternalLoginBody): Promise<User> {
    const { provider, subject, verifiedEmail: email, name } = identity;
    if (email === undefined) throw new AppError('EXTERNAL_EMAIL_UNVERIFIED');
    const fullName = (body.full_name ?? name ?? email.split('@', 1)[0] ?? email).slice(0, 100);
    const username = body.username ?? (await this.usernames.suggest(usernameLike(body.full_name ?? name, email)));
    return await this.accounts.open(
      tx,
      { email, username, fullName, emailVerified: true },
      { kind: provider, subject },
    );
  }
}
