import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { RecentAuthentication } from '../account/recent-authentication';
import { Roles } from '../account/roles';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Role } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import { SessionService } from '../session/session-tokens';
import { lockUsers } from '../user/user.queries';
import { type AdminUserRow, findAdminUser } from './admin-user.queries';

/** Who is an admin. Only somebody who has just shown again who they are changes it, and never for themselves. */
@Injectable()
export class AdminRoleService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly roles: Roles,
    private readonly recent: RecentAuthentication,
    private readonly sessions: SessionService,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** Counts from the next token on. */
  async grantRole(caller: Caller, userId: string, role: Role): Promise<AdminUserRow> {
    return this.change(caller, userId, async (tx, user) => {
      if (!user.isActive) throw new AppError(errors.USER_NOT_FOUND);
      const data = { userId, role, grantedBy: caller.userId, grantedAt: this.clock.now() };
      const { count } = await tx.userRole.createMany({ data, skipDuplicates: true });
      if (count === 0) return;
      await this.activities.record(tx, {
        userId,
        type: 'role_granted',
        metadata: { role },
        actorId: caller.userId,
      });
      await this.tellOwnLog(tx, caller, { role, user_id: userId, granted: true });
    });
  }

  /** Every session of the person ends: their tokens say what is no longer so. Also of somebody who has closed their account. */
  async revokeRole(caller: Caller, userId: string, role: Role): Promise<AdminUserRow> {
    return this.change(caller, userId, async (tx) => {
      const { count } = await tx.userRole.deleteMany({ where: { userId, role } });
      if (count === 0) return;
      await this.sessions.endAllSessions(tx, userId, 'role_revoked');
      await this.activities.record(tx, {
        userId,
        type: 'role_revoked',
        metadata: { role },
        actorId: caller.userId,
      });
      await this.tellOwnLog(tx, caller, { role, user_id: userId, granted: false });
    });
  }

  private async change(
    caller: Caller,
    userId: string,
    work: (tx: Tx, user: User) => Promise<void>,
  ): Promise<AdminUserRow> {
    await this.roles.requireAdmin(caller);
    await this.recent.require(caller);
    if (userId === caller.userId) throw new AppError(errors.CANNOT_CHANGE_OWN_ROLE);
    return this.transactions.run(async (tx) => {
      await lockUsers(tx, [caller.userId, userId]);
      // Under the locks of both: of two who take the role from each other at once, the second has none any more.
      if (!(await this.roles.of(caller.userId, tx.sql)).includes('admin'))
        throw new AppError(errors.PERMISSION_DENIED);
      const user = await tx.user.findUnique({ where: { id: userId } });
      if (!user) throw new AppError(errors.USER_NOT_FOUND);
      await work(tx, user);
      const row = await findAdminUser(tx.sql, userId);
      if (!row) throw new AppError(errors.USER_NOT_FOUND);
      return row;
    });
  }

  private async tellOwnLog(
    tx: Tx,
    { userId }: Caller,
    metadata: { role: Role; user_id: string; granted: boolean },
  ) {
    await this.activities.record(tx, { userId, type: 'role_of_user_changed', metadata });
  }
}
