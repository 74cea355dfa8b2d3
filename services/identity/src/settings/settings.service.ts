import { Injectable } from '@nestjs/common';
import { type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import type { ActivityType } from '../activity/activity-types';
import { PrismaService, type Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import { type StoredSettings, findSettings, saveSettings } from '../user/user-settings.queries';
import type { SettingsChange } from './settings.dto';

/** Settings with the moment since which they hold. */
export type DatedSettings = StoredSettings & { readonly updatedAt: Date };

/** What the log calls a change of settings others go by. */
type SettingsActivity = Extract<ActivityType, 'privacy_changed' | 'locale_changed'>;

@Injectable()
export class SettingsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly changes: UserChanges,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** What nobody changed holds since the account was opened. */
  async getSettings(caller: Caller): Promise<DatedSettings> {
    const { id, createdAt } = await this.accounts.getAccount(caller);
    return { updatedAt: createdAt, ...(await findSettings(this.prisma, id)) };
  }

  /** What other services go by: they are told. */
  async changeShared(
    caller: Caller,
    change: SettingsChange,
    type: SettingsActivity,
  ): Promise<DatedSettings> {
    await this.accounts.getAccount(caller);
    return this.transactions.run(async (tx) => {
      const { user, settings } = await this.changes.apply(tx, caller.userId, { settings: change });
      await this.activities.record(tx, { userId: caller.userId, type, metadata: told(change) });
      return { updatedAt: user.updatedAt, ...settings };
    });
  }

  /** What only the person's own devices go by. */
  async changeAppearance(caller: Caller, change: SettingsChange): Promise<DatedSettings> {
    await this.accounts.getAccount(caller);
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const saved = await saveSettings(tx, caller.userId, change, now);
      const metadata = told(change);
      await this.activities.record(tx, {
        userId: caller.userId,
        type: 'appearance_changed',
        metadata,
      });
      return { updatedAt: now, ...saved };
    });
  }
}

/** The names of what changed; the log is no second place for what it changed to. */
function told(change: SettingsChange) {
  return {
    changed: Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  };
}
