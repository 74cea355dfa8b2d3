import { Injectable } from '@nestjs/common';
import { type Caller, Clock, Transactions } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import type { Tx } from '../prisma.service';
import { AdminAccess } from './admin-access';
import { adminUserView } from './admin-user.view';
import { requireAdminUser, requireLockedUser } from './admin-users';
import type { AdminUserResponse } from './admin.dto';

/** Marks users whose identity an admin has confirmed. No event tells it, because no card carries the mark. */
@Injectable()
export class UserVerificationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: AdminAccess,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** A mark that is set already is not set and not logged again. */
  async setVerified(
    caller: Caller,
    userId: string,
    isVerified: boolean,
  ): Promise<AdminUserResponse> {
    await this.access.require(caller);
    return this.transactions.run(async (tx) => {
      const user = await requireLockedUser(tx, userId);
      await this.access.requireStill(tx, caller);
      if (user.isVerified !== isVerified) await this.change(tx, caller, userId, isVerified);

      return adminUserView(await requireAdminUser(tx.sql, userId), this.clock.now());
    });
  }

  private async change(
    tx: Tx,
    { userId: adminId }: Caller,
    userId: string,
    isVerified: boolean,
  ): Promise<void> {
    const data = { isVerified, updatedAt: this.clock.now(), version: { increment: 1 } };
    await tx.user.update({ where: { id: userId }, data });

    await this.activities.record(tx, {
      userId,
      type: isVerified ? 'verified' : 'verification_taken',
      actorId: adminId,
    });

    await this.activities.record(tx, {
      userId: adminId,
      type: isVerified ? 'user_verified' : 'user_verification_taken',
      metadata: { user_id: userId },
    });
  }
}
