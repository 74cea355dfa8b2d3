import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { unbanned } from '../account/bans';
import { Roles } from '../account/roles';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { SessionRevocation } from '../session/session-revocation';
import { UserChanges } from '../user/user-changes';
import { AdminAccess } from './admin-access';
import { decideBan } from './admin-access.rules';
import { adminUserView } from './admin-user.view';
import { requireAdminUser, requireLockedUser } from './admin-users';
import type { AdminUserResponse } from './admin.dto';

/** Bans users, and lifts bans. */
@Injectable()
export class BanService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: AdminAccess,
    private readonly roles: Roles,
    private readonly changes: UserChanges,
    private readonly revocation: SessionRevocation,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Closes the account and ends its sessions. The ban of an admin replaces that of a moderator, so that no appeal lifts it.
   * Banning again changes nothing.
   */
  async banUser(caller: Caller, userId: string, reason: string): Promise<AdminUserResponse> {
    await this.access.require(caller);
    if (userId === caller.userId) throw new AppError(errors.CANNOT_BAN_YOURSELF);
    return this.transactions.run(async (tx) => {
      const user = await requireLockedUser(tx, userId);
      await this.access.requireStill(tx, caller);
      if (!user.bannedAt || user.banActionId) await this.close(tx, caller, userId, reason);

      return adminUserView(await requireAdminUser(tx.sql, userId), this.clock.now());
    });
  }

  /** Opens the account and lifts the bans of moderators too; its sessions stay ended. */
  async unbanUser(caller: Caller, userId: string): Promise<AdminUserResponse> {
    await this.access.require(caller);
    return this.transactions.run(async (tx) => {
      const user = await requireLockedUser(tx, userId);
      await this.access.requireStill(tx, caller);
      if (user.bannedAt || user.suspendedUntil) await this.open(tx, caller, user);

      return adminUserView(await requireAdminUser(tx.sql, userId), this.clock.now());
    });
  }

  private async close(
    tx: Tx,
    { userId: adminId }: Caller,
    userId: string,
    reason: string,
  ): Promise<void> {
    settle(decideBan(await this.roles.of(tx.sql, userId)));
    const ban = { bannedAt: this.clock.now(), banReason: reason, banActionId: null };
    const user = { isActive: false, ...ban };
    await this.changes.applyEvenIfInactive(tx, userId, { user });
    const ended = await this.revocation.revokeAll(tx, userId, 'account_deactivated');

    await this.activities.record(tx, {
      userId,
      type: 'banned',
      metadata: { reason, sessions_ended: ended },
      actorId: adminId,
    });

    await this.activities.record(tx, {
      userId: adminId,
      type: 'user_banned',
      metadata: { user_id: userId, reason },
    });
  }

  private async open(
    tx: Tx,
    { userId: adminId }: Caller,
    { id: userId, eraseAfter }: User,
  ): Promise<void> {
    await tx.moderationBan.updateMany({
      where: { userId, liftedAt: null },
      data: { liftedAt: this.clock.now() },
    });

    await this.changes.applyEvenIfInactive(tx, userId, { user: unbanned(eraseAfter) });
    await this.activities.record(tx, { userId, type: 'unbanned', actorId: adminId });

    await this.activities.record(tx, {
      userId: adminId,
      type: 'user_unbanned',
      metadata: { user_id: userId },
    });
  }
}
