import { Injectable } from '@nestjs/common';
import { AccountMailRequestedSchema } from '@tribe/contracts';
import { eventOf, EventPublisher } from '@tribe/events';
import { Clock, newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { type AccountMailKind, lifetimes, type LoginChange } from './account-mail.rules';

export interface NewAccountMail {
  /** Given by a job that may run twice, so that it asks for one mail. */
  readonly id?: string;
  readonly userId: string;
  readonly kind: AccountMailKind;
  readonly email: string;
  /** Of `login_changed`, and of nothing else. */
  readonly loginChange?: LoginChange;
}

/** Records which mails are due, in the transaction of what they are about. Notifications sends them. */
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
    const expiresAt = new Date(createdAt.getTime() + lifetimes[kind]);
    const mail = { id, userId, kind, email, loginChange, createdAt, expiresAt };
    const { count } = await tx.accountMail.createMany({ data: mail, skipDuplicates: true });
    if (count === 0) return;
    const data = { mailId: id, userId };
    await this.events.publish(
      tx,
      eventOf(AccountMailRequestedSchema, { entityId: id, entityVersion: 1, data }),
    );
  }

  /** Who did not change it themselves hears of it this way only. */
  async tellLoginChange(
    tx: Tx,
    { id: userId, email }: { id: string; email: string },
    loginChange: LoginChange,
  ) {
    await this.request(tx, { userId, kind: 'login_changed', email, loginChange });
  }
}
