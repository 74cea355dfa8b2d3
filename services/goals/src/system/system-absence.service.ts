import { Injectable } from '@nestjs/common';
import { StreakChangeReason } from '@tribe/contracts';
import { EventPublisher } from '@tribe/events';
import { AppError, type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import type { SystemVacation } from '../generated/prisma/client';
import { PrismaService, type Tx } from '../prisma.service';
import { dayAt } from '../streak/calendar.rules';
import { type Day, dateOf, dayOf } from '../streak/day.rules';
import type { StreakFacts } from '../streak/streak-facts';
import { streakView } from '../streak/streak.view';
import { Streaks } from '../streak/streaks';
import { announceStreak } from './streak-announcement';
import type { AddVacationBody } from './system-absence.dto';
import { decideFreeze, decideVacation, maxVacations } from './system-absence.rules';
import { vacationView } from './system-absence.view';
import { SystemAccess } from './system-access';
import type { System } from './system.queries';

/** Days on which a system is not due: vacations, and days that the owner freezes by hand. */
@Injectable()
export class SystemAbsenceService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: SystemAccess,
    private readonly streaks: Streaks,
    private readonly clock: Clock,
  ) {}

  async listVacations(caller: Caller, systemId: string) {
    await this.access.require(caller.userId, 'see-checkins', systemId);

    const rows = await this.prisma.systemVacation.findMany({
      where: { systemId },
      orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
      take: maxVacations,
    });

    return { vacations: rows.map(vacationView) };
  }

  async addVacation(caller: Caller, systemId: string, body: AddVacationBody) {
    const vacation: SystemVacation = {
      id: newId(),
      systemId,
      startsOn: new Date(body.starts_on),
      endsOn: new Date(body.ends_on),
      createdAt: this.clock.now(),
    };

    await this.transactions.run(async (tx) => {
      const system = await this.access.requireLocked(tx, caller.userId, 'manage', systemId);
      const range = { from: dayOf(body.starts_on), to: dayOf(body.ends_on) };

      await this.change(tx, system, async ({ calendar, vacations }) => {
        const today = dayAt(calendar, vacation.createdAt.getTime());
        settle(decideVacation(range, { today, vacations: vacations.length }));
        await tx.systemVacation.create({ data: vacation });

        return range.from;
      });
    });

    return vacationView(vacation);
  }

  async removeVacation(caller: Caller, systemId: string, vacationId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const system = await this.access.requireLocked(tx, caller.userId, 'manage', systemId);
      const vacation = await tx.systemVacation.findFirst({ where: { id: vacationId, systemId } });
      if (!vacation) throw new AppError(errors.VACATION_NOT_FOUND);

      await this.change(tx, system, async () => {
        await tx.systemVacation.delete({ where: { id: vacationId } });
        return dayOf(vacation.startsOn.toISOString().slice(0, 10));
      });
    });
  }

  /** Spends a freeze today. A day that is done later gives the freeze back. */
  async freezeToday(caller: Caller, systemId: string) {
    await this.transactions.run(async (tx) => {
      const system = await this.access.requireLocked(tx, caller.userId, 'manage', systemId);
      const day = settle(decideFreeze(await this.streaks.ofOne(systemId, tx.sql)));
      if (day === undefined) return;

      await this.change(tx, system, async () => {
        const frozenOn = new Date(dateOf(day));
        const createdAt = this.clock.now();
        await tx.systemFreeze.create({ data: { id: newId(), systemId, frozenOn, createdAt } });

        return day;
      });
    });

    return streakView(systemId, await this.streaks.ofOne(systemId));
  }

  private async change(
    tx: Tx,
    system: System,
    change: (facts: StreakFacts) => Promise<Day>,
  ): Promise<void> {
    const changed = await this.streaks.change(tx, system.id, change);
    const events = await announceStreak(tx, system, changed, StreakChangeReason.ABSENCE);
    await this.events.publish(tx, events);
  }
}
