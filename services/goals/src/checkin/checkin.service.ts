import { Injectable } from '@nestjs/common';
import { type UserCard, VisibleCards } from '@tribe/projections';
import {
  found,
  AppError,
  type Caller,
  Clock,
  InjectConfig,
  newId,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { errors } from '../errors';
import type { CheckinStatus } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import { dayOfWall } from '../streak/calendar.rules';
import { type Day, dateOf, dayOf } from '../streak/day.rules';
import { Streaks } from '../streak/streaks';
import { SystemAccess } from '../system/system-access';
import type { System } from '../system/system.queries';
import { CheckinPartners } from './checkin-partners';
import { CheckinViews } from './checkin-views';
import type { RecordCheckinBody } from './checkin.dto';
import { type CheckinRow, countOnDay, findByClientId } from './checkin.queries';
import { decideTime, isHistory, statusOf } from './checkin.rules';
import { checkinView } from './checkin.view';
import { insertCheckin } from './checkin.writes';
import { wallOf } from './wall-time';

/** Records check-ins. */
@Injectable()
export class CheckinService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: SystemAccess,
    private readonly streaks: Streaks,
    private readonly partners: CheckinPartners,
    private readonly cards: VisibleCards,
    private readonly views: CheckinViews,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  /** The same client id again returns the first check-in and changes nothing. */
  async recordCheckin(caller: Caller, systemId: string, body: RecordCheckinBody) {
    const user = await this.cards.ofCaller(caller);

    return this.transactions.run(async (tx) => {
      const system = await this.access.requireLocked(tx, caller.userId, 'check-in', systemId);
      const known = await findByClientId(tx.sql, systemId, body.client_id);
      if (known?.deletedAt) throw new AppError(errors.CHECKIN_DELETED);
      if (known) return found(await this.views.ofOne(caller.userId, known, tx.sql));
      if (system.status === 'inactive') throw new AppError(errors.SYSTEM_ARCHIVED);

      return checkinView(await this.record(tx, system, { user, body }), false);
    });
  }

  private async record(
    tx: Tx,
    system: System,
    { user, body }: { user: UserCard; body: RecordCheckinBody },
  ): Promise<CheckinRow> {
    const at = Date.parse(body.checked_in_at);
    const isPast = isHistory(at, { createdAt: system.createdAt.getTime() });
    const isFollowed = system.sharedWithPartner && !isPast;
    const partners = isFollowed ? await this.partners.of(user.id, tx.sql) : [];

    let row: CheckinRow | undefined;

    const change = await this.streaks.change(tx, system.id, async ({ calendar }) => {
      const wall = wallOf(body.local_time, calendar, at);
      const day = dayOfWall(calendar, wall, at);
      this.requireTime(system, { at, wall, day });
      const status = statusOf(body.status, system.verificationRequired && !isPast);
      const now = this.clock.now();
      row = newCheckin(system, body, { now, wall, status, date: dateOf(day) });
      row = { ...row, partnershipId: partners[0]?.partnershipId ?? null };
      await this.requireRoom(tx, row);
      await insertCheckin(tx.sql, row);

      return day;
    });

    if (!row) throw new Error('the check-in was not recorded');
    await this.partners.announce(tx, { system, row, change, user, partners });

    return row;
  }

  private requireTime(system: System, time: { at: number; wall: number; day: Day }): void {
    const limits = {
      createdAt: system.createdAt.getTime(),
      startedOn: system.startedOn === null ? Infinity : dayOf(system.startedOn),
      now: this.clock.now().getTime(),
      maxAheadHours: this.config.CHECKIN_MAX_AHEAD_HOURS,
    };
    settle(decideTime(time, limits));
  }

  private async requireRoom(tx: Tx, { systemId, localDate }: CheckinRow): Promise<void> {
    const count = await countOnDay(tx.sql, systemId, localDate);
    if (count >= this.config.CHECKIN_MAX_PER_DAY) throw new AppError(errors.CHECKIN_LIMIT_REACHED);
  }
}

/** The version counts the events: a check-in that waits for a partner has a second one. */
function newCheckin(
  system: System,
  body: RecordCheckinBody,
  { now, wall, status, date }: { now: Date; wall: number; status: CheckinStatus; date: string },
): CheckinRow {
  return {
    id: newId(),
    systemId: system.id,
    userId: system.userId,
    partnershipId: null,
    clientId: body.client_id,
    checkedInAt: new Date(body.checked_in_at),
    localTime: new Date(wall).toISOString().slice(0, 19),
    localDate: date,
    status,
    metricValueLogged: body.value ?? null,
    notes: body.notes || null,
    photoUrl: body.photo_url ?? null,
    verifiedByPartnerId: null,
    verifiedAt: null,
    verifierQuery: null,
    queryAnswer: null,
    importId: null,
    version: status === 'pending_verification' ? 2n : 1n,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}
