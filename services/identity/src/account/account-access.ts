import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Database, settle } from '@tribe/service-kit';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';
import { decideAccess, decideRecentAccess } from './account-access.rules';
import { findSessionAccount, lockOpenSession, type SessionAccount } from './account.queries';

/** The errors of {@link AccountAccess.require}, for the endpoints that call it. */
export const accessErrors = [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED] as const;

/** Whether a caller may act on their own account. A token may be an hour old; the rows are asked. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The account of the caller, as long as it is active and the session is open.
   *
   * @throws AppError ACCOUNT_INACTIVE, SESSION_REVOKED
   */
  async require(caller: Caller): Promise<SessionAccount> {
    const account = await findSessionAccount(this.database, caller.sessionId);
    if (!account) throw new AppError(errors.ACCOUNT_INACTIVE);
    settle(decideAccess(account, caller.userId));

    return account;
  }

  /**
   * Like {@link require}, for what a stolen session must not be able to do, such as removing the second factor: the user
   * must have confirmed their identity in this session in the last ten minutes.
   *
   * @throws AppError RECENT_AUTHENTICATION_REQUIRED, which `POST /auth/step-up` resolves; ACCOUNT_INACTIVE,
   * SESSION_REVOKED
   */
  async requireRecent(caller: Caller): Promise<SessionAccount> {
    const account = await this.require(caller);
    settle(decideRecentAccess(account, this.clock.now()));
    return account;
  }

  /**
   * The account of the caller, locked for a change, with the session checked again: a user who takes their account back ends
   * its sessions, and a request that was accepted before must not write anything after that. The account is locked before
   * its sessions, as everywhere.
   *
   * @throws AppError ACCOUNT_INACTIVE, SESSION_REVOKED
   */
  async requireLocked(tx: Tx, caller: Caller): Promise<User> {
    const user = await lockUser(tx, caller.userId);
    if (!user?.isActive) throw new AppError(errors.ACCOUNT_INACTIVE);
    await this.requireOpenSession(tx, caller);

    return user;
  }

  /**
   * Checks the session again in the transaction of a change, under a lock that the change has taken.
   *
   * @throws AppError SESSION_REVOKED
   */
  async requireOpenSession(tx: Tx, { sessionId }: Caller): Promise<void> {
    if (!(await lockOpenSession(tx, sessionId))) throw new AppError(errors.SESSION_REVOKED);
  }
}
