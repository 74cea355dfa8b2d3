import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Database, requireVersion, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import { EmailChange } from '../mail/email-change';
import type { Tx } from '../prisma.service';
import { isUniqueViolation } from '../user/unique-violation';
import { UserChanges } from '../user/user-changes';
import { changesIdentity, columnsOf } from './my-account.changes';
import type { MyAccountResponse, UpdateAccountBody } from './my-account.dto';
import { myAccountView } from './my-account.view';
import { findLastSeenAt } from './profile.queries';

/** The account as its owner sees and changes it. */
@Injectable()
export class MyAccountService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly changes: UserChanges,
    private readonly emailChange: EmailChange,
    private readonly activities: ActivityLog,
  ) {}

  async getMyAccount(caller: Caller): Promise<MyAccountResponse> {
    const account = await this.access.require(caller);
    return myAccountView(account, await findLastSeenAt(this.database, account.id));
  }

  /** A stolen session must not be able to request another e-mail address. */
  async updateMyAccount(caller: Caller, body: UpdateAccountBody): Promise<MyAccountResponse> {
    if (body.email === undefined) await this.access.require(caller);
    else await this.access.requireRecent(caller);
    const user = await this.save(caller, body);
    return myAccountView(user, await findLastSeenAt(this.database, user.id));
  }

  private async save(caller: Caller, body: UpdateAccountBody): Promise<User> {
    try {
      return await this.transactions.run((tx) => this.change(tx, caller, body));
    } catch (error) {
      // No other unique column can be changed here.
      if (isUniqueViolation(error)) throw new AppError(errors.USERNAME_TAKEN, { cause: error });
      throw error;
    }
  }

  private async change(tx: Tx, caller: Caller, body: UpdateAccountBody): Promise<User> {
    const before = await this.access.requireLocked(tx, caller);
    requireVersion(before.version);
    const losesMark = changesIdentity(before, body);

    const { user } = await this.changes.apply(tx, before.id, {
      user: { ...columnsOf(before, body), ...(losesMark && { isVerified: false }) },
    });

    if (body.email !== undefined) await this.emailChange.announce(tx, user);
    await this.record(tx, before, user, body);
    if (before.isVerified && losesMark)
      await this.activities.record(tx, { userId: user.id, type: 'verification_taken' });

    return user;
  }

  private async record(tx: Tx, before: User, user: User, body: UpdateAccountBody): Promise<void> {
    const userId = user.id;

    if (user.username !== before.username) {
      const metadata = { from: before.username, to: user.username };
      await this.activities.record(tx, { userId, type: 'username_changed', metadata });
      return;
    }

    const metadata = { changed: Object.keys(body) };
    await this.activities.record(tx, { userId, type: 'profile_changed', metadata });
  }
}
