import {
  allow,
  dayMs,
  decimalsOf,
  type FieldError,
  type Permission,
  refuse,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import type { GoalStatus, TargetType } from '../generated/prisma/enums';

/** The maximum of every amount, in any currency. */
export const maxAmount = '9999999999.99';

const earliestStart = new Date('1900-01-01');
const roundDown = 1;

const transitions: Record<GoalStatus, readonly GoalStatus[]> = {
  not_started: ['active', 'completed', 'cancelled'],
  active: ['paused', 'completed', 'cancelled'],
  paused: ['active', 'completed', 'cancelled'],
  completed: ['active'],
  cancelled: ['active'],
};

/** Returns whether a goal may change from one status to another. An unchanged status is always allowed. */
export function canChangeStatus(from: GoalStatus, to: GoalStatus): boolean {
  return from === to || transitions[from].includes(to);
}

/**
 * Returns the progress of a goal: 0 to 100 with two places, rounded down, so that only a reached target yields 100.
 * A yes/no goal, and a goal without a target amount, yields 100 when it is completed and 0 otherwise. A goal that has become
 * a yes/no goal may still have an amount.
 */
export function progressPercentage(goal: {
  status: GoalStatus;
  targetType: TargetType;
  targetAmount: Prisma.Decimal | null;
  currentAmount: Prisma.Decimal;
}): number {
  if (!goal.targetAmount || goal.targetType === 'boolean')
    return goal.status === 'completed' ? 100 : 0;
  if (goal.currentAmount.gte(goal.targetAmount)) return 100;
  return goal.currentAmount
    .times(100)
    .div(goal.targetAmount)
    .toDecimalPlaces(2, roundDown)
    .toNumber();
}

/** Returns the progress as a share from 0 to 1, with four places. */
export function progressValue(goal: Parameters<typeof progressPercentage>[0]): number {
  return Math.round(progressPercentage(goal) * 100) / 10_000;
}

/** Returns the whole days from today until the target date: 0 once it is reached, null without a date. */
export function daysRemaining(targetDate: Date | null, today: Date): number | null {
  if (!targetDate) return null;
  return Math.max(0, Math.round((targetDate.getTime() - startOfDay(today)) / dayMs));
}

/**
 * Returns the earliest allowed target date: yesterday, because the device of the caller may be in another time zone than
 * the settings say, and still be on that date.
 */
export function earliestTargetDate(today: Date): Date {
  return new Date(startOfDay(today) - dayMs);
}

/** Formats a calendar date for the API. */
export function isoDate(date: Date | null): string | null {
  return date && date.toISOString().slice(0, 10);
}

function startOfDay(date: Date): number {
  return Math.floor(date.getTime() / dayMs) * dayMs;
}

export interface Target {
  targetType: TargetType;
  targetAmount: Prisma.Decimal | number | null;
  targetCurrency: string;
  targetDate: Date | null;
  startDate?: Date | null;
}

/** Returns the default target type of a goal. */
export function impliedTargetType(target: Pick<Target, 'targetAmount' | 'targetDate'>): TargetType {
  if (target.targetAmount) return 'amount';
  return target.targetDate ? 'date' : 'boolean';
}

/** Decides whether a target is valid. What did not change may be a past date, or an amount from before this rule. */
export function decideTarget(
  target: Target,
  { today, dateIsNew, amountIsNew }: { today: Date; dateIsNew: boolean; amountIsNew: boolean },
): Permission {
  const { targetType, targetAmount, targetCurrency, targetDate, startDate } = target;
  const fieldErrors: FieldError[] = [];
  if (targetType === 'amount' && !targetAmount)
    fieldErrors.push({ pointer: '/target_amount', message: 'is required for this target type' });
  if (targetType === 'date' && !targetDate)
    fieldErrors.push({ pointer: '/target_date', message: 'is required for this target type' });
  if (amountIsNew && targetAmount)
    fieldErrors.push(...decimalErrors('/target_amount', targetAmount, targetCurrency));
  if (dateIsNew && targetDate && targetDate < earliestTargetDate(today))
    fieldErrors.push({ pointer: '/target_date', message: 'is in the past' });
  if (startDate && startDate < earliestStart)
    fieldErrors.push({ pointer: '/start_date', message: 'is before 1900' });
  if (startDate && targetDate && startDate > targetDate)
    fieldErrors.push({ pointer: '/start_date', message: 'is after the target date' });
  if (fieldErrors.length === 0) return allow;

  return refuse(errors.GOAL_TARGET_INVALID, { errors: fieldErrors });
}

/** Returns an error when an amount has more decimals than its currency. It is refused, because rounding would change it. */
export function decimalErrors(
  pointer: string,
  amount: Prisma.Decimal | number,
  currency: string,
): FieldError[] {
  const max = decimalsOf(currency);
  const [, places = ''] = amount.toString().split('.');
  if (places.length <= max) return [];

  return [{ pointer, message: `has more decimals than ${currency}` }];
}
