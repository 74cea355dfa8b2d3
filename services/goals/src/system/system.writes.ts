import { newId } from '@tribe/service-kit';
import type { SystemStatus } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import { planSystemReminder } from '../reminder/system-reminder';
import type { System } from './system.queries';
import type { SystemChanges } from './system.rules';

/** The columns that a write to a system may change. */
export type SystemWrite = SystemChanges & { status?: SystemStatus; deletedAt?: Date };

const reminderColumns: readonly (keyof SystemWrite)[] = [
  'status',
  'checkinReminder',
  'reminderTimeLocal',
  'reminderTimezone',
  'deletedAt',
];

/** Returns the system after the changes. Increments the version, so the caller must publish exactly one event of it. */
export function changedSystem(system: System, changes: SystemWrite, now: Date): System {
  return { ...system, ...changes, version: system.version + 1n, updatedAt: now };
}

/** Writes the changes of a locked system, with its new version, and plans its reminder again if they affect it. */
export async function saveSystem(
  tx: Tx,
  system: System,
  { frequencyDetails, restDays, ...changes }: SystemWrite,
): Promise<void> {
  const { id, version, updatedAt } = system;

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

  const affectsReminder = reminderColumns.some((column) => column in changes);
  if (affectsReminder) await planSystemReminder(tx.sql, system, updatedAt);
}

/** @returns false when an import has already created the system of the same habit */
export async function insertSystem(tx: Tx, system: System): Promise<boolean> {
  const isNew = await insertSystemRow(tx, system);
  if (!isNew) return false;
  await insertSchedule(tx, system, system.createdAt);
  await planSystemReminder(tx.sql, system, system.createdAt);

  return true;
}

/** Inserts a system without its schedule. @returns false as {@link insertSystem} */
export async function insertSystemRow(tx: Tx, system: System): Promise<boolean> {
  const { frequencyDetails, restDays, startedOn, ...columns } = system;

  const data = {
    ...columns,
    frequencyDetails: { ...frequencyDetails },
    restDays: [...restDays],
    startedOn: startedOn === null ? null : new Date(startedOn),
  };

  const { count } = await tx.system.createMany({ data: [data], skipDuplicates: true });

  return count > 0;
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
