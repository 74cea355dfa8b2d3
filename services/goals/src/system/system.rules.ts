import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { SystemFrequency, SystemStatus } from '../generated/prisma/enums';
import type { Day } from '../streak/day.rules';
import { type ScheduleDetails, scheduleOf } from '../streak/schedule-details.rules';
import type { UpdateSystemBody } from './system.dto';
import type { System } from './system.queries';

/** A year, also a leap year. */
const maxDaysBefore = 366;

/** The columns that an update writes. */
export type SystemChanges = Partial<
  Pick<
    System,
    | 'title'
    | 'description'
    | 'frequency'
    | 'frequencyDetails'
    | 'restDays'
    | 'metricType'
    | 'targetValue'
    | 'targetUnit'
    | 'targetTimeLocal'
    | 'verificationRequired'
    | 'sharedWithPartner'
    | 'checkinReminder'
    | 'reminderTimeLocal'
    | 'reminderTimezone'
    | 'aiAssistanceUsed'
  >
>;

/** The values in a request. Requires each column, so that none can be forgotten. */
type RequestedValues = {
  [Column in keyof Required<SystemChanges>]: SystemChanges[Column] | undefined;
};

const transitions: Record<SystemStatus, readonly SystemStatus[]> = {
  active: ['paused', 'inactive'],
  paused: ['active', 'inactive'],
  inactive: ['active'],
};

/** Decides the changes of a merge patch to a system; keeps the system when nothing differs. */
export function decideSystemChanges(
  system: System,
  body: UpdateSystemBody,
): Decision<SystemChanges> {
  const changes = changesOf(system, body);
  if (Object.keys(changes).length === 0) return keep;
  const valid = decideSystem({ ...system, ...changes });

  return valid.kind === 'refuse' ? valid : change(changes);
}

/** Decides whether a new or changed system is consistent. */
export function decideSystem(system: {
  frequency: SystemFrequency;
  frequencyDetails: ScheduleDetails;
  verificationRequired: boolean;
  sharedWithPartner: boolean;
}): Permission {
  if (!scheduleOf(system.frequency, system.frequencyDetails))
    return refuse(errors.SYSTEM_SCHEDULE_INVALID, {
      errors: [{ pointer: '/frequency_details', message: 'does not fit the frequency' }],
    });

  if (system.verificationRequired && !system.sharedWithPartner)
    return refuse(errors.SYSTEM_VERIFICATION_INVALID, {
      errors: [{ pointer: '/shared_with_partner', message: 'must be true with verification' }],
    });

  return allow;
}

/** Decides whether a habit can have begun on a day. The device of the caller may already have tomorrow's date. */
export function decideStart(startedOn: Day, today: Day): Permission {
  const isPossible = startedOn <= today + 1 && startedOn >= today - maxDaysBefore;
  if (isPossible) return allow;

  return refuse(errors.SYSTEM_START_INVALID, {
    errors: [{ pointer: '/started_on', message: 'must be today or at most a year ago' }],
  });
}

/** Decides a new status; an unchanged one has no effect. */
export function decideStatus(from: SystemStatus, to: SystemStatus): Decision<SystemStatus> {
  if (from === to) return keep;

  return transitions[from].includes(to) ? change(to) : refuse(errors.SYSTEM_STATUS_CONFLICT);
}

/** Whether a change affects the days on which the system is due. */
export function changesSchedule(changes: SystemChanges): boolean {
  return Boolean(changes.frequency ?? changes.frequencyDetails ?? changes.restDays);
}

function changesOf(system: System, body: UpdateSystemBody): SystemChanges {
  const isOther = body.frequency !== undefined && body.frequency !== system.frequency;

  const requested: RequestedValues = {
    title: body.title,
    description: body.description,
    frequency: body.frequency,
    // Details of another frequency never fit.
    frequencyDetails: body.frequency_details ?? (isOther ? {} : undefined),
    restDays: body.rest_days,
    metricType: body.metric_type,
    targetValue: body.target_value,
    targetUnit: body.target_unit,
    targetTimeLocal: body.target_time_local,
    verificationRequired: body.verification_required,
    sharedWithPartner: body.shared_with_partner,
    checkinReminder: body.checkin_reminder,
    reminderTimeLocal: body.reminder_time_local,
    reminderTimezone: body.reminder_timezone,
    aiAssistanceUsed: body.ai_assistance_used,
  };

  const current: Readonly<Record<string, unknown>> = { ...system };

  const different = Object.entries(requested).filter(
    ([column, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(current[column]),
  );

  return Object.fromEntries(different) as SystemChanges;
}
