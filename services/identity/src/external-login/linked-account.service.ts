import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { WaysIn } from '../account/login-methods';
import { RecentAuthentication } from '../account/recent-authentication';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import { PrismaService, type Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';
import { ExternalAccounts } from './external-accounts';
import type { Provider } from './external-login.rules';
import { IdTokens } from './id-tokens';
import {
  type LinkAccountBody,
  type LinkedAccountsResponse,
  waysInKinds,
} from './linked-account.dto';

/** More than anybody has: a password and an account at each provider. */
const mostListed = 20;

/** With what somebody who is signed in can log in: seen, connected and disconnected by themselves. */
@Injectable()
export class LinkedAccountService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly recent: RecentAuthentication,
    private readonly tokens: IdTokens,
    private readonly externals: ExternalAccounts,
    private readonly waysIn: WaysIn,
  ) {}

  async listAccounts(caller: Caller): Promise<LinkedAccountsResponse> {
    const { id: userId } = await this.accounts.getAccount(caller);
    const [credentials, passkeys] = await Promise.all([
      this.prisma.credential.findMany({
        where: { userId, kind: { in: [...waysInKinds] } },
        orderBy: { id: 'asc' },
        select: { kind: true, createdAt: true },
        take: mostListed,
      }),
      this.prisma.passkey.count({ where: { userId } }),
    ]);
    const accounts = credentials.map(({ kind, createdAt }) => ({
      kind: kind as (typeof waysInKinds)[number],
      linked_at: createdAt.toISOString(),
    }));
    return { accounts, passkeys };
  }

  /** One of each provider; the one that is connected already is no error. */
  async linkAccount(
    caller: Caller,
    provider: Provider,
    body: LinkAccountBody,
  ): Promise<LinkedAccountsResponse> {
    const { id: userId } = await this.recent.require(caller);
    const identity = await this.tokens.verify(provider, body.id_token, body.nonce);
    await this.transactions.run(async (tx) => {
      await this.externals.useOnce(tx, identity, body.id_token);
      const user = await this.lockOwn(tx, userId);
      await this.recent.requireStill(tx, caller);
      const owner = await this.externals.ownerOf(tx, identity);
      if (owner?.id === userId) return;
      if (owner) throw new AppError(errors.EXTERNAL_ACCOUNT_TAKEN);
      const others = await tx.credential.count({ where: { userId, kind: provider } });
      if (others > 0) throw new AppError(errors.EXTERNAL_ACCOUNT_EXISTS);
      await this.externals.connect(tx, user, identity);
    });
    return this.listAccounts(caller);
  }

  async unlinkAccount(caller: Caller, provider: Provider): Promise<void> {
    const { id: userId } = await this.recent.require(caller);
    await this.transactions.run(async (tx) => {
      const user = await this.lockOwn(tx, userId);
      const wasLinked = await this.externals.disconnect(tx, user, provider);
      if (!wasLinked) throw new AppError(errors.EXTERNAL_ACCOUNT_NOT_FOUND);
      await this.waysIn.requireOne(tx, userId);
    });
  }

  private async lockOwn(tx: Tx, userId: string): Promise<User> {
    const user = await lockUser(tx, userId);
    if (!user?.isActive) throw new AppError(errors.ACCOUNT_INACTIVE);
    return user;
  }
}
