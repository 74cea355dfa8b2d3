import { Injectable } from '@nestjs/common';
import { StreakChangeReason } from '@tribe/contracts';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import type { SystemStatus } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import { dayAt } from '../streak/calendar.rules';
import { Streaks } from '../streak/streaks';
import { announceStreak } from './streak-announcement';
import { SystemAccess } from './system-access';
import { systemUpdated } from './system.events';
import { endPause, type System } from './system.queries';
import { decideStatus } from './system.rules';
import { systemView } from './system.view';
import { changedSystem, saveSystem } from './system.writes';

/** Pauses, resumes and archives systems. An archived system is paused for good, until it is resumed. */
@Injectable()
export class SystemPauseService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: SystemAccess,
    private readonly streaks: Streaks,
    private readonly clock: Clock,
  ) {}

  pauseSystem(caller: Caller, systemId: string) {
    return this.changeStatus(caller, systemId, 'paused');
  }

  resumeSystem(caller: Caller, systemId: string) {
    return this.changeStatus(caller, systemId, 'active');
  }

  archiveSystem(caller: Caller, systemId: string) {
    return this.changeStatus(caller, systemId, 'inactive');
  }

  private async changeStatus(caller: Caller, systemId: string, to: SystemStatus) {
    const now = this.clock.now();

    const updated = await this.transactions.run(async (tx) => {
      const system = await this.access.requireForChange(tx, caller.userId, systemId);
      const status = settle(decideStatus(system.status, to));
      if (!status) return system;
      const changed = changedSystem(system, { status }, now);
      await saveSystem(tx, changed, { status });
      const streak = await this.pauseOrResume(tx, system, changed);
      await this.events.publish(tx, [systemUpdated(changed), ...streak]);

      return changed;
    });

    return systemView(updated, await this.streaks.ofOne(systemId));
  }

  private async pauseOrResume(tx: Tx, before: System, system: System): Promise<NewEvent[]> {
    // A paused system that is archived stays in its pause.
    if (before.status !== 'active' && system.status !== 'active') return [];
    const { id: systemId, updatedAt: now } = system;

    const change = await this.streaks.change(tx, systemId, async ({ calendar }) => {
      if (system.status === 'active') await endPause(tx.sql, systemId, now);
      else await tx.systemPause.create({ data: { id: newId(), systemId, pausedAt: now } });

      return dayAt(calendar, now.getTime());
    });

    return announceStreak(tx, system, change, StreakChangeReason.ABSENCE);
  }
}
