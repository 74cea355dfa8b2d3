import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import { newId, Transactions } from '@tribe/service-kit';
import type { Tx } from '../../prisma.service';
import { planSystemReminder } from '../../reminder/system-reminder';
import { newSystem } from '../../system/new-system';
import { systemCreated } from '../../system/system.events';
import type { System } from '../../system/system.queries';
import { ownerCard, requireOpen } from '../open-import';
import type { ExportedSystem } from './tribe-export.rules';
import type { TribeRun } from './tribe-run';

/** Creates the systems of an export with their history of schedules, pauses, vacations and freezes. */
@Injectable()
export class TribeSystems {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
  ) {}

  /** @returns the id of the system */
  async create(
    { row, goals }: TribeRun,
    exported: ExportedSystem,
    importKey: string,
  ): Promise<string> {
    const owner = await ownerCard(this.cards, row);

    const system: System = {
      ...newSystem(row.userId, exported.body, exported.createdAt),
      status: exported.status,
      startedOn: exported.startedOn?.toISOString().slice(0, 10) ?? null,
      goalId: goals.get(exported.goalId ?? '') ?? null,
      importKey,
    };

    await this.transactions.run(async (tx) => {
      await requireOpen(tx.sql, row);
      await insertWithHistory(tx, system, exported);
      await planSystemReminder(tx.sql, system, row.createdAt);
      await this.events.publish(tx, systemCreated(system, owner));
    });

    return system.id;
  }
}

async function insertWithHistory(tx: Tx, system: System, exported: ExportedSystem): Promise<void> {
  const { frequencyDetails, restDays, startedOn, ...columns } = system;
  const own = () => ({ id: newId(), systemId: system.id });

  await tx.system.create({
    data: {
      ...columns,
      startedOn: startedOn === null ? null : new Date(startedOn),
      frequencyDetails: { ...frequencyDetails },
      restDays: [...restDays],
    },
    select: { id: true },
  });

  await tx.systemSchedule.createMany({
    data: exported.schedules.map((each) => ({ ...own(), ...each })),
  });

  await tx.systemPause.createMany({ data: exported.pauses.map((each) => ({ ...own(), ...each })) });

  await tx.systemVacation.createMany({
    data: exported.vacations.map((each) => ({ ...own(), ...each })),
  });

  await tx.systemFreeze.createMany({
    data: exported.freezes.map((each) => ({ ...own(), ...each })),
    skipDuplicates: true,
  });
}
