import { Injectable } from '@nestjs/common';
import { type Caller, Database, settle } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { Roles } from '../account/roles';
import type { Tx } from '../prisma.service';
import { decideAdminAccess } from './admin-access.rules';

/** Whether a caller is an admin. */
@Injectable()
export class AdminAccess {
  constructor(
    private readonly database: Database,
    private readonly access: AccountAccess,
    private readonly roles: Roles,
  ) {}

  /**
   * The token names the roles too, but may be an hour old.
   *
   * @throws AppError PERMISSION_DENIED, ACCOUNT_INACTIVE, SESSION_REVOKED
   */
  async require(caller: Caller): Promise<void> {
    await this.access.require(caller);
    settle(decideAdminAccess(await this.roles.inSession(this.database, caller)));
  }

  /**
   * Like {@link require}, for what a stolen session must not be able to do.
   *
   * @throws AppError RECENT_AUTHENTICATION_REQUIRED, PERMISSION_DENIED, ACCOUNT_INACTIVE, SESSION_REVOKED
   */
  async requireRecent(caller: Caller): Promise<void> {
    await this.require(caller);
    await this.access.requireRecent(caller);
  }

  /**
   * Checks the session and the role again in the transaction of a change. Under the lock of the caller, of two admins who
   * revoke the role of each other at the same moment, the second is refused.
   *
   * @throws AppError PERMISSION_DENIED, SESSION_REVOKED
   */
  async requireStill(tx: Tx, caller: Caller): Promise<void> {
    await this.access.requireOpenSession(tx, caller);
    settle(decideAdminAccess(await this.roles.inSession(tx.sql, caller)));
  }
}
