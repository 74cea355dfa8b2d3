import { allow, change, type Decision, keep, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { type Day, daysPerWeek } from '../streak/day.rules';
import type { Streak } from '../streak/streak.rules';

/** Maximum number of vacations of a system. */
export const maxVacations = 100;
const maxVacationDays = 366;

/** Decides whether a vacation is possible. It may begin up to a week ago, because illness is reported late. */
export function decideVacation(
  { from, to }: { from: Day; to: Day },
  { today, vacations }: { today: Day; vacations: number },
): Permission {
  if (to < from) return invalid('/ends_on', 'is before the first day');
  if (to - from >= maxVacationDays)
    return invalid('/ends_on', 'is more than a year after the first day');
  if (from < today - daysPerWeek) return invalid('/starts_on', 'is more than a week ago');

  return vacations < maxVacations ? allow : refuse(errors.VACATION_LIMIT_REACHED);
}

/** Decides whether the owner can spend a freeze today. Freezing today again has no effect. */
export function decideFreeze({ unit, freezes, statusToday, today }: Streak): Decision<Day> {
  if (statusToday === 'frozen') return keep;
  const isPossible = unit === 'days' && statusToday === 'pending' && freezes > 0;

  return isPossible ? change(today) : refuse(errors.FREEZE_NOT_AVAILABLE);
}

function invalid(pointer: string, message: string): Permission {
  return refuse(errors.VACATION_DATES_INVALID, { errors: [{ pointer, message }] });
}
