import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** Reminders of a user about a goal. */
export const maxRemindersPerGoal = 10;

export function decideNewReminder(reminders: number): Permission {
  return reminders < maxRemindersPerGoal ? allow : refuse(errors.REMINDER_LIMIT_REACHED);
}
