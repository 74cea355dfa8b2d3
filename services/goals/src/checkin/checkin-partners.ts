import { Injectable } from '@nestjs/common';
import { StreakChangeReason } from '@tribe/contracts';
import { EventPublisher } from '@tribe/events';
import { Partnerships, type UserCard } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { dayOf } from '../streak/day.rules';
import type { Streaks } from '../streak/streaks';
import { announceStreak } from '../system/streak-announcement';
import type { System } from '../system/system.queries';
import { checkInRecorded, verificationRequested } from './checkin.events';
import type { CheckinRow } from './checkin.queries';

type Partners = Awaited<ReturnType<Partnerships['partnersOf']>>;

/** A check-in that was just recorded, and its effect on the streak. */
interface Recorded {
  readonly system: System;
  readonly row: CheckinRow;
  readonly change: Awaited<ReturnType<Streaks['change']>>;
  readonly user: UserCard;
  readonly partners: Partners;
}

/** The partners who hear of the check-ins of a user. */
@Injectable()
export class CheckinPartners {
  constructor(
    private readonly events: EventPublisher,
    private readonly partnerships: Partnerships,
  ) {}

  of(userId: string, sql: Sql): Promise<Partners> {
    return this.partnerships.partnersOf(userId, sql);
  }

  async announce(tx: Tx, { system, row, change, user, partners }: Recorded): Promise<void> {
    const partnerIds = partners.map(({ partnerId }) => partnerId);
    const isLate = dayOf(row.localDate) < change.after.today;
    const { CHECK_IN, LATE_CHECK_IN } = StreakChangeReason;

    await this.events.publish(tx, [
      checkInRecorded({ row: { ...row, version: 1n }, system }, user, partnerIds),
      ...(row.status === 'pending_verification'
        ? [verificationRequested({ row, system }, user, partnerIds)]
        : []),
      ...(await announceStreak(tx, system, change, isLate ? LATE_CHECK_IN : CHECK_IN)),
    ]);
  }
}
