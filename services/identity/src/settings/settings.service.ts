import { Injectable } from '@nestjs/common';
import { type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import type { ActivityType } from '../activity/activity-types';
import { PrismaService, type Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import { findSettings, saveSettings } from '../user/user-settings.queries';
import type { Settings, SettingsChange } from '../user/user-settings.rules';
import { appearanceChange, localeChange, privacyChange } from './settings.changes';
import type { AppearanceBody, LocaleBody, PrivacyBody } from './settings.dto';
import { appearanceView, localeView, privacyView } from './settings.view';

type DatedSettings = Settings & { readonly updatedAt: Date };

@Injectable()
export class SettingsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly changes: UserChanges,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async getPrivacy(caller: Caller) {
    return privacyView(await this.settingsOf(caller));
  }

  async changePrivacy(caller: Caller, body: PrivacyBody) {
    return privacyView(await this.changeShared(caller, privacyChange(body), 'privacy_changed'));
  }

  async getAppearance(caller: Caller) {
    return appearanceView(await this.settingsOf(caller));
  }

  /** No other service knows the appearance: the version of the user stays, and no event is published. */
  async changeAppearance(caller: Caller, body: AppearanceBody) {
    const { id: userId } = await this.access.require(caller);
    const change = appearanceChange(body);
    const updatedAt = this.clock.now();

    const saved = await this.transactions.run(async (tx) => {
      const settings = await saveSettings(tx, userId, change, updatedAt);
      await this.record(tx, userId, 'appearance_changed', change);
      return settings;
    });

    return appearanceView({ ...saved, updatedAt });
  }

  async getLocale(caller: Caller) {
    return localeView(await this.settingsOf(caller));
  }

  async changeLocale(caller: Caller, body: LocaleBody) {
    return localeView(await this.changeShared(caller, localeChange(body), 'locale_changed'));
  }

  /** Settings that were never changed date from the opening of the account. */
  private async settingsOf(caller: Caller): Promise<DatedSettings> {
    const { id, createdAt } = await this.access.require(caller);
    return { updatedAt: createdAt, ...(await findSettings(this.prisma, id)) };
  }

  /** Changes settings that other services know. */
  private async changeShared(
    caller: Caller,
    change: SettingsChange,
    type: ActivityType,
  ): Promise<DatedSettings> {
    const { id: userId } = await this.access.require(caller);
    return this.transactions.run(async (tx) => {
      const { user, settings } = await this.changes.apply(tx, userId, { settings: change });
      await this.record(tx, userId, type, change);
      return { updatedAt: user.updatedAt, ...settings };
    });
  }

  /** Only the names of the changed settings are logged, not their values. */
  private async record(
    tx: Tx,
    userId: string,
    type: ActivityType,
    change: SettingsChange,
  ): Promise<void> {
    const changed = Object.entries(change)
      .filter(([, value]) => value !== undefined)
      .map(([name]) => name);
    await this.activities.record(tx, { userId, type, metadata: { changed } });
  }
}
