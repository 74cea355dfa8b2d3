import { newId } from '@tribe/service-kit';
import type { SystemStatus } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import type { System } from './system.queries';
import type { SystemChanges } from './system.rules';

/** The columns that a write to a system may change. */
export type SystemWrite = SystemChanges & { status?: SystemStatus; deletedAt?: Date };

/** Returns the system after the changes. Increments the version, so the caller must publish exactly one event of it. */
export function changedSystem(system: System, changes: SystemWrite, now: Date): System {
  return { ...system, ...changes, version: system.version + 1n, updatedAt: now };
}

/** Writes the changes of a locked system, with its new version. */
export async function saveSystem(
  tx: Tx,
  { id, version, updatedAt }: System,
  { frequencyDetails, restDays, ...changes }: SystemWrite,
): Promise<void> {
  await tx.system.update({
    where: { id },
    data: {
      ...changes,
      ...(frequencyDetails && { frequencyDetails: { ...frequencyDetails } }),
      ...(restDays && { restDays: [...restDays] }),
      version,
      updatedAt,
    },
    select: { id: true },
  });
}

export async function insertSystem(tx: Tx, system: System): Promise<void> {
  const { frequencyDetails, restDays, ...columns } = system;
  const data = { ...columns, frequencyDetails: { ...frequencyDetails }, restDays: [...restDays] };
  await tx.system.create({ data, select: { id: true } });
  await insertSchedule(tx, system, system.createdAt);
}

/** Stores the schedule that a system has from an instant on. */
export async function insertSchedule(tx: Tx, system: System, effectiveAt: Date): Promise<void> {
  const { id: systemId, frequency, frequencyDetails, restDays } = system;
  await tx.systemSchedule.create({
    data: {
      id: newId(),
      systemId,
      effectiveAt,
      frequency,
      frequencyDetails: { ...frequencyDetails },
      restDays: [...restDays],
    },
    select: { id: true },
  });
}
