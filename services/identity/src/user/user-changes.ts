import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { AppError, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma, User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { findSettings, saveSettings, type StoredSettings } from './user-settings.queries';
import { type SettingsChange, sharedSettings } from './user-settings.rules';
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

/**
 * The one way to change what other services know of a user: under the lock of the row, with a new version, and with a
 * `UserUpdated` for it.
 */
@Injectable()
export class UserChanges {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError ACCOUNT_INACTIVE when the account is gone or not active */
  async apply(tx: Tx, userId: string, change: UserChange): Promise<ChangedUser> {
    return this.change(tx, { id: userId, isActive: true }, change);
  }

  /**
   * Like {@link apply}, also for an account that is not active: to close and to reopen it.
   *
   * @throws AppError ACCOUNT_INACTIVE when the account is gone
   */
  async applyEvenIfInactive(tx: Tx, userId: string, change: UserChange): Promise<ChangedUser> {
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
      ? await saveSettings(tx, user.id, change.settings, now)
      : await findSettings(tx, user.id);

    const phoneNumbers = await tx.phoneNumber.count({ where: { userId: user.id } });
    const shared = sharedSettings(settings, phoneNumbers > 0);
    await this.events.publish(tx, userUpdated(user, shared));

    return { user, settings };
  }
}
