import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Role } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import { SessionRevocation } from '../session/session-revocation';
import { lockUsers } from '../user/user.queries';
import { AdminAccess } from './admin-access';
import { decideRoleChange } from './admin-access.rules';
import { adminUserView } from './admin-user.view';
import { requireAdminUser } from './admin-users';
import type { AdminUserResponse } from './admin.dto';

/** Grants and revokes roles. */
@Injectable()
export class AdminRoleService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: AdminAccess,
    private readonly revocation: SessionRevocation,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** The role is in the next access token of the user. Granting it again changes nothing. */
  async grantRole(caller: Caller, userId: string, role: Role): Promise<AdminUserResponse> {
    return this.change(caller, userId, async (tx, user) => {
      if (!user.isActive) throw new AppError(errors.USER_NOT_FOUND);
      const data = { userId, role, grantedBy: caller.userId, grantedAt: this.clock.now() };
      const { count } = await tx.userRole.createMany({ data, skipDuplicates: true });
      if (count === 0) return;
      await this.record(tx, caller, userId, { role, granted: true });
    });
  }

  /**
   * Ends every session of the user, because their access tokens still name the role. The role of an inactive user can be
   * revoked, too.
   */
  async revokeRole(caller: Caller, userId: string, role: Role): Promise<AdminUserResponse> {
    return this.change(caller, userId, async (tx) => {
      const { count } = await tx.userRole.deleteMany({ where: { userId, role } });
      if (count === 0) return;
      await this.revocation.revokeAll(tx, userId, 'role_revoked');
      await this.record(tx, caller, userId, { role, granted: false });
    });
  }

  private async change(
    caller: Caller,
    userId: string,
    work: (tx: Tx, user: User) => Promise<void>,
  ): Promise<AdminUserResponse> {
    await this.access.requireRecent(caller);
    settle(decideRoleChange(caller.userId, userId));
    return this.transactions.run(async (tx) => {
      await lockUsers(tx, [caller.userId, userId]);
      await this.access.requireStill(tx, caller);
      const user = await tx.user.findUnique({ where: { id: userId } });
      if (!user) throw new AppError(errors.USER_NOT_FOUND);
      await work(tx, user);

      return adminUserView(await requireAdminUser(tx.sql, userId), this.clock.now());
    });
  }

  /** In the activities of the user and of the admin. */
  private async record(
    tx: Tx,
    { userId: adminId }: Caller,
    userId: string,
    { role, granted }: { role: Role; granted: boolean },
  ): Promise<void> {
    await this.activities.record(tx, {
      userId,
      type: granted ? 'role_granted' : 'role_revoked',
      metadata: { role },
      actorId: adminId,
    });
    await this.activities.record(tx, {
      userId: adminId,
      type: 'role_of_user_changed',
      metadata: { role, user_id: userId, granted },
    });
  }
}
