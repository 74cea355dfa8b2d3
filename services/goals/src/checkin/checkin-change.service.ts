import { Injectable } from '@nestjs/common';
import { StreakChangeReason } from '@tribe/contracts';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { AppError, type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { dayOf } from '../streak/day.rules';
import { Streaks } from '../streak/streaks';
import { announceStreak } from '../system/streak-announcement';
import { SystemAccess } from '../system/system-access';
import type { System } from '../system/system.queries';
import { CheckinViews } from './checkin-views';
import type { UpdateCheckinBody } from './checkin.dto';
import { checkInDeleted, checkInUpdated } from './checkin.events';
import { type CheckinRow, findCheckin } from './checkin.queries';
import { decideCheckinChange } from './checkin.rules';
import { changedCheckin, keepRevision, saveCheckin } from './checkin.writes';

/** Changes and deletes check-ins of the caller. The state before is kept as a revision. */
@Injectable()
export class CheckinChangeService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: SystemAccess,
    private readonly streaks: Streaks,
    private readonly views: CheckinViews,
    private readonly clock: Clock,
  ) {}

  async updateCheckin(
    caller: Caller,
    { systemId, checkinId }: { systemId: string; checkinId: string },
    body: UpdateCheckinBody,
  ) {
    const updated = await this.transactions.run(async (tx) => {
      const system = await this.access.requireLocked(tx, caller.userId, 'check-in', systemId);
      const row = await this.require(tx, systemId, checkinId);
      const content = settle(decideCheckinChange(row, body, system.verificationRequired));
      if (!content) return row;
      const changed = changedCheckin(row, content, this.clock.now());

      const streak = await this.replace(tx, system, { row, changed });
      await this.events.publish(tx, [checkInUpdated({ row: changed, system }), ...streak]);

      return changed;
    });

    return this.views.ofOne(caller.userId, updated);
  }

  /** The row is kept without its content, so that a delayed repetition of the request does not bring it back. */
  async deleteCheckin(
    caller: Caller,
    { systemId, checkinId }: { systemId: string; checkinId: string },
  ): Promise<void> {
    await this.transactions.run(async (tx) => {
      const system = await this.access.requireLocked(tx, caller.userId, 'check-in', systemId);
      const row = await this.require(tx, systemId, checkinId);
      const now = this.clock.now();
      const content = { deletedAt: now, notes: null, photoUrl: null, metricValueLogged: null };
      const changed = changedCheckin(row, content, now);
      const streak = await this.replace(tx, system, { row, changed });
      await this.events.publish(tx, [checkInDeleted(changed), ...streak]);
    });
  }

  private async replace(
    tx: Tx,
    system: System,
    { row, changed }: { row: CheckinRow; changed: CheckinRow },
  ): Promise<NewEvent[]> {
    const change = await this.streaks.change(tx, system.id, async () => {
      await keepRevision(tx.sql, row, changed.updatedAt);
      await saveCheckin(tx.sql, changed);

      return dayOf(row.localDate);
    });

    const { CHECK_IN_CHANGED, CHECK_IN_DELETED } = StreakChangeReason;

    return announceStreak(
      tx,
      system,
      change,
      changed.deletedAt ? CHECK_IN_DELETED : CHECK_IN_CHANGED,
    );
  }

  private async require(tx: Tx, systemId: string, checkinId: string): Promise<CheckinRow> {
    const row = await findCheckin(tx.sql, systemId, checkinId);
    if (!row) throw new AppError(errors.CHECKIN_NOT_FOUND);

    return row;
  }
}
