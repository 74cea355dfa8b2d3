import { Injectable } from '@nestjs/common';
import { type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountService } from '../auth/account.service';
import { PrismaService, type Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import type { SettingsChange } from './settings.dto';
import { type StoredSettings, findSettings, saveSettings } from './settings.queries';

/** Settings with the moment since which they hold. */
export type DatedSettings = StoredSettings & { readonly updatedAt: Date };

@Injectable()
export class SettingsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly changes: UserChanges,
    private readonly clock: Clock,
  ) {}

  /** What nobody changed holds since the account was opened. */
  async getSettings(caller: Caller): Promise<DatedSettings> {
    const { id, createdAt } = await this.accounts.getAccount(caller);
    return { updatedAt: createdAt, ...(await findSettings(this.prisma, id)) };
  }

  /** What other services go by: they are told. */
  async changeShared(caller: Caller, change: SettingsChange): Promise<DatedSettings> {
    await this.accounts.getAccount(caller);
    return await this.transactions.run(async (tx) => {
      const { user, settings } = await this.changes.apply(tx, caller.userId, { settings: change });
      return { updatedAt: user.updatedAt, ...settings };
    });
  }

  /** What only the person's own devices go by. */
  async changeAppearance(caller: Caller, change: SettingsChange): Promise<DatedSettings> {
    await this.accounts.getAccount(caller);
    return await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      return { updatedAt: now, ...(await saveSettings(tx, caller.userId, change, now)) };
    });
  }
}
