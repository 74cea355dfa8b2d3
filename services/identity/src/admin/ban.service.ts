import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { Roles } from '../account/roles';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { SessionService } from '../session/session-tokens';
import { UserChanges } from '../user/user-changes';
import { lockUser } from '../user/user.queries';
import { type AdminUserRow, findAdminUser } from './admin-user.queries';

/** Closes accounts and opens them again. */
@Injectable()
export class BanService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly roles: Roles,
    private readonly changes: UserChanges,
    private readonly sessions: SessionService,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** The person is out of every session and gone from every service; banning them again changes nothing. */
  async banUser(caller: Caller, userId: string, reason: string): Promise<AdminUserRow> {
    await this.roles.requireAdmin(caller);
    if (userId === caller.userId) throw new AppError(errors.CANNOT_BAN_YOURSELF);
    return this.transactions.run(async (tx) => {
      const user = await lockUser(tx, userId);
      if (!user) throw new AppError(errors.USER_NOT_FOUND);
      if (!user.bannedAt) await this.close(tx, caller, userId, reason);
      return viewOf(tx, userId);
    });
  }

  async unbanUser(caller: Caller, userId: string): Promise<AdminUserRow> {
    await this.roles.requireAdmin(caller);
    return this.transactions.run(async (tx) => {
      const user = await lockUser(tx, userId);
      if (!user) throw new AppError(errors.USER_NOT_FOUND);
      if (user.bannedAt) await this.open(tx, caller, user);
      return viewOf(tx, userId);
    });
  }

  private async close(tx: Tx, caller: Caller, userId: string, reason: string): Promise<void> {
    if ((await this.roles.of(userId, tx.sql)).includes('admin'))
      throw new AppError(errors.CANNOT_BAN_ADMIN);
    const user = { isActive: false, bannedAt: this.clock.now(), banReason: reason };
    await this.changes.applyToAnybody(tx, userId, { user });
    const ended = await this.sessions.endAllSessions(tx, userId, 'account_deactivated');
    const metadata = { reason, sessions_ended: ended };
    await this.activities.record(tx, { userId, type: 'banned', metadata, actorId: caller.userId });
    const own = { user_id: userId, reason };
    await this.activities.record(tx, { userId: caller.userId, type: 'user_banned', metadata: own });
  }

  /** Who had closed the account themselves stays away until they bring it back. */
  private async open(tx: Tx, caller: Caller, { id: userId, eraseAfter }: User): Promise<void> {
    const user = { isActive: eraseAfter === null, bannedAt: null, banReason: null };
    await this.changes.applyToAnybody(tx, userId, { user });
    await this.activities.record(tx, { userId, type: 'unbanned', actorId: caller.userId });
    await this.activities.record(tx, {
      userId: caller.userId,
      type: 'user_unbanned',
      metadata: { user_id: userId },
    });
  }
}

async function viewOf(tx: Tx, userId: string): Promise<AdminUserRow> {
  const row = await findAdminUser(tx.sql, userId);
  if (!row) throw new AppError(errors.USER_NOT_FOUND);
  return row;
}
