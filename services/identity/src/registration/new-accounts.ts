import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { AppError, Clock, newId } from '@tribe/service-kit';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { userRegistered } from '../user/user.events';
import { usernameKeyOf } from '../user/user.rules';

export interface NewAccount {
  readonly email: string;
  readonly username: string;
  readonly fullName: string;
  readonly emailVerified: boolean;
}

/** The login method with which an account is opened. */
export type FirstCredential =
  | { readonly kind: 'password'; readonly secretHash: string }
  | { readonly kind: 'google' | 'apple'; readonly subject: string };

/** Opens accounts, whatever their first login method is. */
@Injectable()
export class NewAccounts {
  constructor(
    private readonly events: EventPublisher,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError EMAIL_TAKEN, USERNAME_TAKEN; the transaction stays usable */
  async open(tx: Tx, account: NewAccount, credential: FirstCredential): Promise<User> {
    const user = await this.insertUser(tx, account);
    const { id: userId, createdAt, updatedAt } = user;

    await tx.credential.create({
      data: { id: newId(), userId, ...credential, createdAt, updatedAt },
    });

    await this.events.publish(tx, userRegistered(user));
    const { kind } = credential;
    const metadata = kind === 'password' ? {} : { provider: kind };
    await this.activities.record(tx, { userId, type: 'registered', metadata });

    return user;
  }

  private async insertUser(tx: Tx, account: NewAccount): Promise<User> {
    const now = this.clock.now();
    const usernameKey = usernameKeyOf(account.username);

    const [user] = await tx.user.createManyAndReturn({
      data: { id: newId(), ...account, usernameKey, createdAt: now, updatedAt: now },
      skipDuplicates: true,
    });

    if (user) return user;
    const isEmailTaken = (await tx.user.count({ where: { email: account.email } })) > 0;
    throw new AppError(isEmailTaken ? errors.EMAIL_TAKEN : errors.USERNAME_TAKEN);
  }
}
