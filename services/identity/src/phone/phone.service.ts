import { Injectable } from '@nestjs/common';
import { type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { UsedIdTokens } from '../id-token/used-id-tokens';
import { PrismaService, type Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import { findSettings } from '../user/user-settings.queries';
import { lockUsers } from '../user/user.queries';
import { PhoneHasher } from './phone-hasher';
import { lockPhoneHash } from './phone-number.queries';
import { PhoneProofs } from './phone-proofs';
import type { PhoneResponse, VerifyPhoneBody } from './phone.dto';

/** That somebody has a phone number. The number itself is seen while its proof is checked, and kept nowhere. */
@Injectable()
export class PhoneService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly proofs: PhoneProofs,
    private readonly usedTokens: UsedIdTokens,
    private readonly hasher: PhoneHasher,
    private readonly changes: UserChanges,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async getPhone(caller: Caller): Promise<PhoneResponse> {
    const { id: userId } = await this.accounts.getAccount(caller);
    const [phone, { discoverableByPhone }] = await Promise.all([
      this.prisma.phoneNumber.findUnique({ where: { userId } }),
      findSettings(this.prisma, userId),
    ]);
    return {
      verified: phone !== null,
      verified_at: phone?.verifiedAt.toISOString() ?? null,
      discoverable_by_phone: discoverableByPhone,
    };
  }

  async verifyPhone(caller: Caller, { id_token: token }: VerifyPhoneBody): Promise<PhoneResponse> {
    const { id: userId } = await this.accounts.getAccount(caller);
    const { phoneNumber, expiresAt } = await this.proofs.verify(token);
    const phoneHash = this.hasher.hash(phoneNumber);
    await this.transactions.run(async (tx) => {
      await this.usedTokens.use(tx, token, expiresAt);
      await this.takeFromOthers(tx, userId, phoneHash);
      await this.give(tx, userId, phoneHash);
      await this.activities.record(tx, { userId, type: 'phone_verified' });
    });
    return this.getPhone(caller);
  }

  /** Nothing to remove is no error. */
  async removePhone(caller: Caller): Promise<void> {
    const { id: userId } = await this.accounts.getAccount(caller);
    await this.transactions.run(async (tx) => {
      await lockUsers(tx, [userId]);
      if (await this.forget(tx, { userId }))
        await this.activities.record(tx, { userId, type: 'phone_removed' });
    });
  }

  /** Numbers are given to new people: whoever shows one last has it, and its former owner is not told by whom. */
  private async takeFromOthers(tx: Tx, userId: string, phoneHash: string): Promise<void> {
    await lockPhoneHash(tx, phoneHash);
    const owner = await tx.phoneNumber.findUnique({ where: { phoneHash } });
    await lockUsers(tx, owner ? [userId, owner.userId] : [userId]);
    // Only this number: until its owner was locked, they may have shown another.
    if (owner && owner.userId !== userId)
      await this.forget(tx, { userId: owner.userId, phoneHash });
  }

  private async give(tx: Tx, userId: string, phoneHash: string): Promise<void> {
    const verifiedAt = this.clock.now();
    const { count } = await tx.phoneNumber.updateMany({
      where: { userId, phoneHash },
      data: { verifiedAt },
    });
    if (count > 0) return;
    // Who has another number is without one for a moment, so that nobody keeps who was found by the old one.
    await this.forget(tx, { userId });
    await tx.phoneNumber.create({ data: { userId, phoneHash, verifiedAt } });
    await this.changes.apply(tx, userId, {});
  }

  /** Under the lock of the person. */
  private async forget(tx: Tx, which: { userId: string; phoneHash?: string }): Promise<boolean> {
    const { count } = await tx.phoneNumber.deleteMany({ where: which });
    if (count > 0) await this.changes.applyToAnybody(tx, which.userId, {});
    return count > 0;
  }
}
