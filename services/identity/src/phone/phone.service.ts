import { Injectable } from '@nestjs/common';
import { type Caller, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { useIdToken } from '../id-token/used-id-tokens';
import { PrismaService, type Tx } from '../prisma.service';
import { findSettings } from '../user/user-settings.queries';
import { PhoneHasher } from './phone-hasher';
import { PhoneNumbers } from './phone-numbers';
import { PhoneProofs } from './phone-proofs';
import type { PhoneResponse, VerifyPhoneBody } from './phone.dto';
import { phoneView } from './phone.view';

/** The phone number of the caller. The number itself is seen while it is verified, and stored nowhere. */
@Injectable()
export class PhoneService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly proofs: PhoneProofs,
    private readonly hasher: PhoneHasher,
    private readonly numbers: PhoneNumbers,
    private readonly activities: ActivityLog,
  ) {}

  async getPhone(caller: Caller): Promise<PhoneResponse> {
    const { id: userId } = await this.access.require(caller);
    const [phone, { discoverableByPhone }] = await Promise.all([
      this.prisma.phoneNumber.findUnique({ where: { userId } }),
      findSettings(this.prisma, userId),
    ]);
    return phoneView(phone, discoverableByPhone);
  }

  async verifyPhone(caller: Caller, { id_token: token }: VerifyPhoneBody): Promise<PhoneResponse> {
    const { id: userId } = await this.access.require(caller);
    const { phoneNumber, expiresAt } = await this.proofs.verify(token);
    const phoneHash = this.hasher.hash(phoneNumber);

    await this.transactions.run(async (tx) => {
      await useIdToken(tx, token, expiresAt);
      await this.numbers.assign(tx, userId, phoneHash);
      await this.access.requireOpenSession(tx, caller);
      await this.activities.record(tx, { userId, type: 'phone_verified' });
    });

    return this.getPhone(caller);
  }

  /** Removing a number that is not there changes nothing. */
  async removePhone(caller: Caller): Promise<void> {
    const { id: userId } = await this.access.require(caller);
    await this.transactions.run(async (tx) => {
      const wasAssigned = await this.numbers.unassign(tx, userId);
      await this.access.requireOpenSession(tx, caller);
      if (wasAssigned) await this.activities.record(tx, { userId, type: 'phone_removed' });
    });
  }
}
