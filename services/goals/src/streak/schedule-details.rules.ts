import type { SystemFrequency } from '../generated/prisma/enums';
import { recurrenceOf } from './recurrence.rules';
import type { Schedule } from './schedule.rules';

/** The details of a frequency, as in requests. Each frequency has one of the fields, `daily` none. */
export interface ScheduleDetails {
  /** 0 for Monday. */
  readonly days_of_week?: readonly number[] | undefined;
  readonly times?: number | undefined;
  readonly day_of_month?: number | undefined;
  readonly rule?: string | undefined;
}

const fieldOf = {
  daily: undefined,
  weekly: 'days_of_week',
  times_per_week: 'times',
  monthly: 'day_of_month',
  rrule: 'rule',
} as const satisfies Record<SystemFrequency, keyof ScheduleDetails | undefined>;

/** Returns the schedule, or undefined if the details do not belong to the frequency. */
export function scheduleOf(
  frequency: SystemFrequency,
  details: ScheduleDetails,
): Schedule | undefined {
  const given = Object.entries(details).flatMap(([name, value]) =>
    value === undefined ? [] : name,
  );

  const needed = fieldOf[frequency] ?? [];
  if (given.join() !== [needed].flat().join()) return undefined;
  const { days_of_week = [], times = 0, day_of_month = 0, rule = '' } = details;

  switch (frequency) {
    case 'daily':
      return { kind: 'daily' };
    case 'weekly':
      return { kind: 'weekly', weekdays: days_of_week };
    case 'times_per_week':
      return { kind: 'times_per_week', times };
    case 'monthly':
      return { kind: 'monthly', dayOfMonth: day_of_month };
    case 'rrule': {
      const recurrence = recurrenceOf(rule);
      return recurrence && { kind: 'recurrence', rule: recurrence };
    }
  }
}
