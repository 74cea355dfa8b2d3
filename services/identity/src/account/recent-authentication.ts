import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { lockLivingSession } from '../session/session.queries';
import { AccountService } from './account-access';
import type { AccountFields } from './account.dto';

/** How long somebody counts as having just shown who they are, in milliseconds. */
export const recentMs = 10 * 60_000;

/** Guards what a stolen session must not be able to do, such as removing the second factor. */
@Injectable()
export class RecentAuthentication {
  constructor(
    private readonly accounts: AccountService,
    private readonly clock: Clock,
  ) {}

  /**
   * The account behind the token, if its owner showed in this session in the last ten minutes who they are.
   *
   * @throws AppError RECENT_AUTHENTICATION_REQUIRED: `POST /auth/step-up` helps; ACCOUNT_INACTIVE, SESSION_REVOKED
   */
  async require(caller: Caller): Promise<AccountFields> {
    const account = await this.accounts.getAccount(caller);
    const shownAt = account.authenticatedAt?.getTime() ?? 0;
    if (this.clock.now().getTime() - shownAt > recentMs)
      throw new AppError(errors.RECENT_AUTHENTICATION_REQUIRED);
    return account;
  }

  /**
   * To be asked again in the transaction of the change, under the lock of what is changed: whoever takes the account back ends
   * its sessions, and nothing that was let in before may be written after that.
   *
   * @throws AppError SESSION_REVOKED
   */
  async requireStill(tx: Tx, { sessionId }: Caller): Promise<void> {
    if (!(await lockLivingSession(tx, sessionId))) throw new AppError(errors.SESSION_REVOKED);
  }
}
