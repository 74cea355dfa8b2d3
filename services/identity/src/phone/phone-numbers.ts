import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import { lockKey } from '../advisory-lock.queries';
import type { Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import { lockUsers } from '../user/user.queries';

/** Which user has which phone number. A number has one user, and a user at most one number. */
@Injectable()
export class PhoneNumbers {
  constructor(
    private readonly changes: UserChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives a number to a user. Phone companies give numbers to new customers, so the user who verified a number last has it;
   * its former owner does not learn the new one.
   */
  async assign(tx: Tx, userId: string, phoneHash: string): Promise<void> {
    await this.takeFromFormerOwner(tx, userId, phoneHash);
    const verifiedAt = this.clock.now();

    const { count } = await tx.phoneNumber.updateMany({
      where: { userId, phoneHash },
      data: { verifiedAt },
    });

    if (count > 0) return;

    // One event says that the user has no number, so that other services drop what they found by the old number.
    await this.remove(tx, { userId });
    await tx.phoneNumber.create({ data: { userId, phoneHash, verifiedAt } });
    await this.changes.apply(tx, userId, {});
  }

  /** @returns false when the user has no number */
  async unassign(tx: Tx, userId: string): Promise<boolean> {
    await lockUsers(tx, [userId]);
    return this.remove(tx, { userId });
  }

  private async takeFromFormerOwner(tx: Tx, userId: string, phoneHash: string): Promise<void> {
    await lockKey(tx.sql, `phone ${phoneHash}`);
    const owner = await tx.phoneNumber.findUnique({ where: { phoneHash } });
    await lockUsers(tx, owner ? [userId, owner.userId] : [userId]);
    if (!owner || owner.userId === userId) return;
    // Only this number: the owner may have verified another number before they were locked.
    await this.remove(tx, { userId: owner.userId, phoneHash });
  }

  /** The user is locked. */
  private async remove(tx: Tx, which: { userId: string; phoneHash?: string }): Promise<boolean> {
    const { count } = await tx.phoneNumber.deleteMany({ where: which });
    if (count > 0) await this.changes.applyEvenIfInactive(tx, which.userId, {});
    return count > 0;
  }
}
