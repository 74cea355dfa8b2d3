import {
  StreakChangedSchema,
  type StreakChangeReason,
  StreakUnit,
  SystemCreatedSchema,
  SystemDeletedSchema,
  SystemFrequency,
  SystemMetric,
  SystemSnapshottedSchema,
  SystemStatus,
  SystemUpdatedSchema,
} from '@tribe/contracts';
import { eventOf, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type * as db from '../generated/prisma/enums';
import type { Streak } from '../streak/streak.rules';
import type { System } from './system.queries';

type KnownSystem = Pick<
  System,
  | 'id'
  | 'userId'
  | 'goalId'
  | 'title'
  | 'status'
  | 'frequency'
  | 'metricType'
  | 'verificationRequired'
  | 'sharedWithPartner'
  | 'version'
>;

const statuses: Record<db.SystemStatus, SystemStatus> = {
  active: SystemStatus.ACTIVE,
  paused: SystemStatus.PAUSED,
  inactive: SystemStatus.INACTIVE,
};
const frequencies: Record<db.SystemFrequency, SystemFrequency> = {
  daily: SystemFrequency.DAILY,
  weekly: SystemFrequency.WEEKLY,
  times_per_week: SystemFrequency.TIMES_PER_WEEK,
  monthly: SystemFrequency.MONTHLY,
  rrule: SystemFrequency.RRULE,
};
const metrics: Record<db.SystemMetric, SystemMetric> = {
  binary: SystemMetric.BINARY,
  counter: SystemMetric.COUNTER,
  duration: SystemMetric.DURATION,
  pages: SystemMetric.PAGES,
};
const units = { days: StreakUnit.DAYS, weeks: StreakUnit.WEEKS };

export function systemCreated(system: System, owner: UserCard): NewEvent {
  return eventOf(SystemCreatedSchema, {
    ...entity(system),
    data: { system: systemMessage(system), owner },
  });
}

export function systemUpdated(system: System): NewEvent {
  return eventOf(SystemUpdatedSchema, {
    ...entity(system),
    data: { system: systemMessage(system) },
  });
}

export function systemDeleted(system: Pick<System, 'id' | 'userId' | 'version'>): NewEvent {
  const data = { systemId: system.id, ownerId: system.userId };
  return eventOf(SystemDeletedSchema, { ...entity(system), data });
}

export function systemSnapshotted(system: KnownSystem): NewEvent {
  return eventOf(SystemSnapshottedSchema, {
    ...entity(system),
    data: { system: systemMessage(system) },
  });
}

/** @param version that of the streak, which has its own */
export function streakChanged(
  system: System,
  version: bigint,
  change: { before: Streak; after: Streak; reason: StreakChangeReason },
): NewEvent {
  const { before, after, reason } = change;
  return eventOf(StreakChangedSchema, {
    entityId: system.id,
    entityVersion: version,
    data: {
      system: systemMessage(system),
      unit: units[after.unit],
      previous: before.unit === after.unit ? before.current : 0,
      current: after.current,
      longest: after.longest,
      reason,
    },
  });
}

export function systemMessage(system: KnownSystem) {
  return {
    id: system.id,
    ownerId: system.userId,
    goalId: system.goalId ?? undefined,
    title: system.title,
    status: statuses[system.status],
    frequency: frequencies[system.frequency],
    metric: metrics[system.metricType],
    verificationRequired: system.verificationRequired,
    sharedWithPartner: system.sharedWithPartner,
  };
}

function entity({ id, version }: { id: string; version: bigint }) {
  return { entityId: id, entityVersion: version };
}
