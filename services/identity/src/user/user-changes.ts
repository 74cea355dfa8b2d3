import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { AppError, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma, User } from '../generated/prisma/client';
import { hasPhoneNumber } from '../phone/phone-number.queries';
import { reachable } from '../phone/phone.rules';
import type { Tx } from '../prisma.service';
import type { SettingsChange } from '../settings/settings.dto';
import { type StoredSettings, findSettings, saveSettings } from './user-settings.queries';
import { userUpdated } from './user.events';

export interface UserChange {
  /** Columns of the account. */
  readonly user?: Prisma.UserUpdateManyMutationInput;
  readonly settings?: SettingsChange;
}

export interface ChangedUser {
  readonly user: User;
  readonly settings: StoredSettings;
}

/** The one way to change what other services know of a person: under the lock of their row, and everybody is told. */
@Injectable()
export class UserChanges {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError ACCOUNT_INACTIVE when the person is gone or deactivated */
  async apply(tx: Tx, userId: string, change: UserChange): Promise<ChangedUser> {
    return this.change(tx, { id: userId, isActive: true }, change);
  }

  /**
   * Also somebody who is deactivated: for deactivating and restoring them.
   *
   * @throws AppError ACCOUNT_INACTIVE when the person is gone
   */
  async applyToAnybody(tx: Tx, userId: string, change: UserChange): Promise<ChangedUser> {
    return this.change(tx, { id: userId }, change);
  }

  private async change(
    tx: Tx,
    where: { id: string; isActive?: true },
    change: UserChange,
  ): Promise<ChangedUser> {
    const now = this.clock.now();
    const [user] = await tx.user.updateManyAndReturn({
      where,
      data: { ...change.user, updatedAt: now, version: { increment: 1 } },
    });
    if (!user) throw new AppError(errors.ACCOUNT_INACTIVE);
    const settings = change.settings
      ? await saveSettings(tx, where.id, change.settings, now)
      : await findSettings(tx, where.id);
    const shared = reachable(settings, await hasPhoneNumber(tx, where.id));
    await this.events.publish(tx, userUpdated(user, shared));
    return { user, settings };
  }
}
