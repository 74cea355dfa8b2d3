import { Injectable } from '@nestjs/common';
import { AccountMailRequestedSchema } from '@tribe/contracts';
import { eventOf, EventPublisher } from '@tribe/events';
import { Clock, newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import {
  type AccountMailKind,
  limitOf,
  type LoginChange,
  mailLifetimesMs,
} from './account-mail.rules';

export interface NewAccountMail {
  /** Given by a job that may run twice, so that it requests one mail. */
  readonly id?: string;
  readonly userId: string;
  readonly kind: AccountMailKind;
  readonly email: string;
  /** Only for `login_changed`. */
  readonly loginChange?: LoginChange;
}

/** Records which mails are due, in the transaction of what they are about. The notifications service sends them. */
@Injectable()
export class AccountMails {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  async request(
    tx: Tx,
    { id = newId(), userId, kind, email, loginChange }: NewAccountMail,
  ): Promise<void> {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + mailLifetimesMs[kind]);
    const mail = { id, userId, kind, email, loginChange, createdAt, expiresAt };
    const { count } = await tx.accountMail.createMany({ data: mail, skipDuplicates: true });
    if (count === 0) return;
    const data = { mailId: id, userId };

    await this.events.publish(
      tx,
      eventOf(AccountMailRequestedSchema, { entityId: id, entityVersion: 1, data }),
    );
  }

  /** Mails the owner of an account what changed about the ways to log in: they may not have changed it themselves. */
  async announceLoginChange(
    tx: Tx,
    { id: userId, email }: { id: string; email: string },
    loginChange: LoginChange,
  ): Promise<void> {
    await this.request(tx, { userId, kind: 'login_changed', email, loginChange });
  }

  /** Whether the account may be sent another mail of this kind now. The account is locked. */
  async isBelowLimit(tx: Tx, userId: string, kind: AccountMailKind): Promise<boolean> {
    const { mails, withinMs } = limitOf(kind);
    const createdAt = { gt: new Date(this.clock.now().getTime() - withinMs) };
    const recent = await tx.accountMail.count({ where: { userId, kind, createdAt } });

    return recent < mails;
  }
}
