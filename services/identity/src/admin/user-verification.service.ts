import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { Roles } from '../account/roles';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';
import { type AdminUserRow, findAdminUser } from './admin-user.queries';

/** Says of people that they are who they say they are, and takes it back. No event tells it: no card carries it yet. */
@Injectable()
export class UserVerificationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly roles: Roles,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** What is so already stays, and is not logged again. */
  async setVerified(caller: Caller, userId: string, isVerified: boolean): Promise<AdminUserRow> {
    await this.roles.requireAdmin(caller);
    return this.transactions.run(async (tx) => {
      const user = await lockUser(tx, userId);
      if (!user) throw new AppError(errors.USER_NOT_FOUND);
      if (user.isVerified !== isVerified) await this.change(tx, caller, userId, isVerified);
      const row = await findAdminUser(tx.sql, userId);
      if (!row) throw new AppError(errors.USER_NOT_FOUND);
      return row;
    });
  }

  private async change(
    tx: Tx,
    { userId: actorId }: Caller,
    userId: string,
    isVerified: boolean,
  ): Promise<void> {
    await tx.user.update({
      where: { id: userId },
      data: { isVerified, updatedAt: this.clock.now() },
    });
    await this.activities.record(tx, {
      userId,
      type: isVerified ? 'verified' : 'verification_taken',
      actorId,
    });
    const type = isVerified ? 'user_verified' : 'user_verification_taken';
    await this.activities.record(tx, { userId: actorId, type, metadata: { user_id: userId } });
  }
}
