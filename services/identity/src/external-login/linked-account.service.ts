import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { requireLoginMethod } from '../account/login-methods';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import { PrismaService, type Tx } from '../prisma.service';
import { ExternalAccounts } from './external-accounts';
import type { ExternalIdentity, Provider } from './external-login.rules';
import { IdTokens } from './id-tokens';
import {
  type LinkAccountBody,
  type LinkedAccountsResponse,
  loginKinds,
} from './linked-account.dto';
import { linkedAccountsView } from './linked-account.view';

/** More credentials than a user has. */
const maxListed = 20;

/** The login methods of the caller, and connecting and disconnecting accounts at Google and Apple. */
@Injectable()
export class LinkedAccountService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly idTokens: IdTokens,
    private readonly externals: ExternalAccounts,
  ) {}

  async listAccounts(caller: Caller): Promise<LinkedAccountsResponse> {
    const { id: userId } = await this.access.require(caller);
    const [credentials, passkeys] = await Promise.all([
      this.prisma.credential.findMany({
        where: { userId, kind: { in: [...loginKinds] } },
        orderBy: { id: 'asc' },
        select: { kind: true, createdAt: true },
        take: maxListed,
      }),
      this.prisma.passkey.count({ where: { userId } }),
    ]);
    return linkedAccountsView(credentials, passkeys);
  }

  /** A user can connect one account of each provider. Connecting it again changes nothing. */
  async linkAccount(
    caller: Caller,
    provider: Provider,
    body: LinkAccountBody,
  ): Promise<LinkedAccountsResponse> {
    await this.access.requireRecent(caller);
    const identity = await this.idTokens.verify(provider, body.id_token, body.nonce);

    await this.transactions.run(async (tx) => {
      await this.externals.useOnce(tx, identity, body.id_token);
      const user = await this.access.requireLocked(tx, caller);
      if (await this.isLinked(tx, user, identity)) return;
      await this.externals.connect(tx, user, identity);
    });

    return this.listAccounts(caller);
  }

  async unlinkAccount(caller: Caller, provider: Provider): Promise<void> {
    const { id: userId } = await this.access.requireRecent(caller);
    await this.transactions.run(async (tx) => {
      const user = await this.access.requireLocked(tx, caller);
      const wasLinked = await this.externals.disconnect(tx, user, provider);
      if (!wasLinked) throw new AppError(errors.EXTERNAL_ACCOUNT_NOT_FOUND);
      await requireLoginMethod(tx, userId);
    });
  }

  /**
   * Whether this account of the provider is connected to the user already.
   *
   * @throws AppError EXTERNAL_ACCOUNT_TAKEN, EXTERNAL_ACCOUNT_EXISTS
   */
  private async isLinked(
    tx: Tx,
    { id: userId }: User,
    identity: ExternalIdentity,
  ): Promise<boolean> {
    const owner = await this.externals.findOwner(tx, identity);
    if (owner?.id === userId) return true;
    if (owner) throw new AppError(errors.EXTERNAL_ACCOUNT_TAKEN);
    const others = await tx.credential.count({ where: { userId, kind: identity.provider } });
    if (others > 0) throw new AppError(errors.EXTERNAL_ACCOUNT_EXISTS);

    return false;
  }
}
