import { Injectable } from '@nestjs/common';
import { AppError, Transactions } from '@tribe/service-kit';
import { accountView } from '../account/account.view';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { NewAccounts } from '../registration/new-accounts';
import { UsernameService } from '../registration/username.service';
import { LoginChallenges } from '../second-factor/login-challenges';
import { type Device, SessionTokens } from '../session/session-tokens';
import { SignIn } from '../session/sign-in';
import { lockActiveUser } from '../user/user.queries';
import { ExternalAccounts } from './external-accounts';
import type { ExternalLoginBody, ExternalLoginResponse } from './external-login.dto';
import {
  type ExternalIdentity,
  fullNameFrom,
  type Provider,
  usernameFrom,
} from './external-login.rules';
import { IdTokens } from './id-tokens';

const usernameTries = 3;

/** Logs users in with Google or Apple, and opens accounts for new users. */
@Injectable()
export class ExternalLoginService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly idTokens: IdTokens,
    private readonly externals: ExternalAccounts,
    private readonly accounts: NewAccounts,
    private readonly usernames: UsernameService,
    private readonly challenges: LoginChallenges,
    private readonly tokens: SessionTokens,
    private readonly signIn: SignIn,
  ) {}

  async logIn(
    provider: Provider,
    body: ExternalLoginBody,
    ip: string,
  ): Promise<ExternalLoginResponse> {
    const identity = await this.idTokens.verify(provider, body.id_token, body.nonce);
    const device = { info: body.device_info, ip };
    for (let tried = 1; ; tried++) {
      try {
        const answer = await this.transactions.run((tx) => this.enter(tx, identity, body, device));
        // Only now, because the challenge has to be committed.
        if (answer instanceof AppError) throw answer;
        return answer;
      } catch (error) {
        // Another user was faster to take a derived username. A username of the request is for the user to change.
        const isTaken = error instanceof AppError && error.code === errors.USERNAME_TAKEN.code;
        if (!isTaken || body.username !== undefined || tried === usernameTries) throw error;
      }
    }
  }

  private async enter(
    tx: Tx,
    identity: ExternalIdentity,
    body: ExternalLoginBody,
    device: Device,
  ): Promise<ExternalLoginResponse | AppError> {
    await this.externals.useOnce(tx, identity, body.id_token);
    const owner = await this.externals.findOwner(tx, identity);
    const known = owner ?? (await this.connectByAddress(tx, identity));

    return known
      ? this.logInKnown(tx, known, identity, device)
      : this.logInNew(tx, identity, body, device);
  }

  /** @returns the SECOND_FACTOR_REQUIRED to throw once the transaction is committed, for a user with a second factor */
  private async logInKnown(
    tx: Tx,
    user: User,
    identity: ExternalIdentity,
    device: Device,
  ): Promise<ExternalLoginResponse | AppError> {
    if (!(await lockActiveUser(tx, user.id))) throw new AppError(errors.ACCOUNT_INACTIVE);
    // Before the lock, the account of the provider may have been disconnected, which must open no session afterwards.
    if (!(await this.externals.findOwner(tx, identity))) throw new AppError(errors.CONFLICT);
    const challenge = await this.challenges.open(tx, user.id, device);
    if (challenge) return challenge;
    const { provider } = identity;
    const login = await this.signIn.complete(tx, user, device, { provider });

    return { ...login, is_new_account: false };
  }

  private async logInNew(
    tx: Tx,
    identity: ExternalIdentity,
    body: ExternalLoginBody,
    device: Device,
  ): Promise<ExternalLoginResponse> {
    const user = await this.openAccount(tx, identity, body);
    const tokens = await this.tokens.open(tx, user, device);
    return { user: accountView(user), ...tokens, is_new_account: true };
  }

  /**
   * Connects the account that has the verified address of the identity. Only when the address is verified here too:
   * otherwise a person who opened an account here with the address of another could enter the account of that person, or
   * that person theirs.
   *
   * @returns undefined when no account has the address
   */
  private async connectByAddress(tx: Tx, identity: ExternalIdentity): Promise<User | undefined> {
    const email = requireVerifiedEmail(identity);
    const user = await tx.user.findUnique({ where: { email } });
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
    const email = requireVerifiedEmail(identity);
    const name = body.full_name ?? identity.name;
    const fullName = fullNameFrom(name, email);
    const username =
      body.username ?? (await this.usernames.suggestUsername(tx, usernameFrom(name, email)));
    const account = { email, username, fullName, emailVerified: true };
    const { provider: kind, subject } = identity;

    return this.accounts.open(tx, account, { kind, subject });
  }
}

function requireVerifiedEmail({ verifiedEmail }: ExternalIdentity): string {
  if (verifiedEmail === undefined) throw new AppError(errors.EXTERNAL_EMAIL_UNVERIFIED);
  return verifiedEmail;
}
