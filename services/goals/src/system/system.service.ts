import { Injectable } from '@nestjs/common';
import { StreakChangeReason } from '@tribe/contracts';
import { EventPublisher, type NewEvent } from '@tribe/events';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  InjectConfig,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { dayAt } from '../streak/calendar.rules';
import { dayOf } from '../streak/day.rules';
import { Streaks } from '../streak/streaks';
import { newSystem } from './new-system';
import { announceStreak } from './streak-announcement';
import { SystemAccess } from './system-access';
import { SystemPeople } from './system-people';
import type { CreateSystemBody, UpdateSystemBody } from './system.dto';
import { systemCreated, systemDeleted, systemUpdated } from './system.events';
import { countOwnSystems, type System } from './system.queries';
import { changesSchedule, decideStart, decideSystem, decideSystemChanges } from './system.rules';
import { systemView } from './system.view';
import { changedSystem, insertSchedule, insertSystem, saveSystem } from './system.writes';

@Injectable()
export class SystemService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: SystemAccess,
    private readonly streaks: Streaks,
    private readonly people: SystemPeople,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  async createSystem(caller: Caller, body: CreateSystemBody) {
    const system = newSystem(caller.userId, body, this.clock.now());
    settle(decideSystem(system));
    if (system.startedOn !== null) await this.requireStart(caller, system.startedOn);
    const owner = await this.people.requireOwner(caller, system.goalId);
    const total = await countOwnSystems(this.database, caller.userId, { status: null });
    if (total >= this.config.SYSTEM_MAX_PER_USER) throw new AppError(errors.SYSTEM_LIMIT_REACHED);

    await this.transactions.run(async (tx) => {
      await insertSystem(tx, system);
      await this.events.publish(tx, systemCreated(system, owner));
    });

    return this.view(system);
  }

  async getSystem(caller: Caller, systemId: string) {
    return this.view(await this.access.require(caller.userId, 'see', systemId));
  }

  async updateSystem(caller: Caller, systemId: string, body: UpdateSystemBody) {
    const now = this.clock.now();

    const updated = await this.transactions.run(async (tx) => {
      const system = await this.access.requireForChange(tx, caller.userId, systemId);
      const changes = settle(decideSystemChanges(system, body));
      if (!changes) return system;
      const changed = changedSystem(system, changes, now);
      await saveSystem(tx, changed, changes);
      const streak = changesSchedule(changes) ? await this.changeSchedule(tx, changed) : [];
      await this.events.publish(tx, [systemUpdated(changed), ...streak]);

      return changed;
    });

    return this.view(updated);
  }

  async deleteSystem(caller: Caller, systemId: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (tx) => {
      const system = await this.access.requireForChange(tx, caller.userId, systemId);
      const deleted = changedSystem(system, { deletedAt: now }, now);
      await saveSystem(tx, deleted, { deletedAt: now });
      await this.events.publish(tx, systemDeleted(deleted));
    });
  }

  /** The day before is counted again too, because it ends a week if the unit of the streak changes. */
  private async changeSchedule(tx: Tx, system: System): Promise<NewEvent[]> {
    const now = system.updatedAt;

    const change = await this.streaks.change(tx, system.id, async ({ calendar }) => {
      await insertSchedule(tx, system, now);
      return dayAt(calendar, now.getTime()) - 1;
    });

    return announceStreak(tx, system, change, StreakChangeReason.SCHEDULE);
  }

  private async requireStart(caller: Caller, startedOn: string): Promise<void> {
    const today = await this.people.todayOf(caller, this.clock.now());
    settle(decideStart(dayOf(startedOn), today));
  }

  private async view(system: System) {
    return systemView(system, await this.streaks.ofOne(system.id));
  }
}
