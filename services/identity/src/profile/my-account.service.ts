import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Database, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { type AccountFields, toAccountResponse } from '../account/account.dto';
import { RecentAuthentication } from '../account/recent-authentication';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import { EmailChange } from '../mail/email-change';
import type { Tx } from '../prisma.service';
import { lastSeenAt } from '../session/session.queries';
import { isUniqueViolation } from '../user/unique-violation';
import { type UserChange, UserChanges } from '../user/user-changes';
import { usernameKeyOf } from '../user/user.rules';
import type { MyAccountResponse, UpdateAccountBody } from './my-account.dto';

/** What people see and change of themselves. */
@Injectable()
export class MyAccountService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly changes: UserChanges,
    private readonly recent: RecentAuthentication,
    private readonly emailChange: EmailChange,
    private readonly activities: ActivityLog,
  ) {}

  async getMyAccount(caller: Caller): Promise<MyAccountResponse> {
    return this.view(await this.accounts.getAccount(caller));
  }

  async updateMyAccount(caller: Caller, body: UpdateAccountBody): Promise<MyAccountResponse> {
    const guard =
      body.email === undefined ? this.accounts.getAccount(caller) : this.recent.require(caller);
    const before = await guard;
    try {
      const user = await this.transactions.run((tx) => this.change(tx, caller, body, before));
      return await this.view(user);
    } catch (error) {
      // The only unique thing that can be changed here.
      throw isUniqueViolation(error)
        ? new AppError(errors.USERNAME_TAKEN, { cause: error })
        : error;
    }
  }

  private async change(
    tx: Tx,
    caller: Caller,
    body: UpdateAccountBody,
    before: AccountFields,
  ): Promise<User> {
    const { userId } = caller;
    const change = changeOf(body);
    const pendingEmail =
      body.email === undefined ? undefined : this.emailChange.pendingFor(before, body.email);
    const unverified = isAnotherName(body, before) && { isVerified: false };
    const { user } = await this.changes.apply(tx, userId, {
      user: { ...change.user, pendingEmail, ...unverified },
    });
    if (pendingEmail !== undefined) {
      await this.recent.requireStill(tx, caller);
      await this.emailChange.announce(tx, user);
    }
    const renamed = user.username !== before.username;
    const metadata = renamed
      ? { from: before.username, to: user.username }
      : { changed: Object.keys(body) };
    await this.activities.record(tx, {
      userId,
      type: renamed ? 'username_changed' : 'profile_changed',
      metadata,
    });
    if (before.isVerified && unverified)
      await this.activities.record(tx, { userId, type: 'verification_taken' });
    return user;
  }

  private async view(account: AccountFields & { updatedAt: Date }): Promise<MyAccountResponse> {
    const seen = await lastSeenAt(this.database, account.id);
    return {
      ...toAccountResponse(account),
      is_active: true,
      last_seen_at: seen?.toISOString() ?? null,
      updated_at: account.updatedAt.toISOString(),
    };
  }
}

/** Whoever was found to be who they say they are says now to be somebody else. */
function isAnotherName(
  { full_name: fullName, username }: UpdateAccountBody,
  before: AccountFields,
): boolean {
  return (
    (fullName ?? before.fullName) !== before.fullName ||
    (username ?? before.username) !== before.username
  );
}

function changeOf({ full_name: fullName, username, bio }: UpdateAccountBody): UserChange {
  return {
    user: {
      ...(fullName !== undefined && { fullName }),
      ...(username !== undefined && { username, usernameKey: usernameKeyOf(username) }),
      ...(bio !== undefined && { bio: bio === '' ? null : bio }),
    },
  };
}
