import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import { newId, Transactions } from '@tribe/service-kit';
import type { Tx } from '../../prisma.service';
import { planSystemReminder } from '../../reminder/system-reminder';
import { newSystem } from '../../system/new-system';
import { systemCreated } from '../../system/system.events';
import type { System } from '../../system/system.queries';
import { insertSystemRow } from '../../system/system.writes';
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

  /** @returns false when another import of the user has just created the system */
  async create({ row }: TribeRun, system: System, exported: ExportedSystem): Promise<boolean> {
    const owner = await ownerCard(this.cards, row);

    return this.transactions.run(async (tx) => {
      await requireOpen(tx.sql, row);
      const isNew = await insertSystemRow(tx, system);
      if (!isNew) return false;
      await insertHistory(tx, system, exported);
      await planSystemReminder(tx.sql, system, row.createdAt);
      await this.events.publish(tx, systemCreated(system, owner));

      return true;
    });
  }
}

/** The system of an export as a system of the importer. */
export function plannedSystem(
  { row, goals }: TribeRun,
  exported: ExportedSystem,
  importKey: string,
): System {
  return {
    ...newSystem(row.userId, exported.body, exported.createdAt),
    status: exported.status,
    startedOn: exported.startedOn?.toISOString().slice(0, 10) ?? null,
    goalId: goals.get(exported.goalId ?? '') ?? null,
    importKey,
    importedAt: row.createdAt,
  };
}

async function insertHistory(tx: Tx, system: System, exported: ExportedSystem): Promise<void> {
  const own = () => ({ id: newId(), systemId: system.id });

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
