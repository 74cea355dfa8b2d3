import { allow, type FieldError, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import type { GoalStatus, TargetType } from '../generated/prisma/enums';

/** The largest amount numeric(12,2) holds. */
export const maxAmount = '9999999999.99';

const dayMs = 86_400_000;
const roundDown = 1;

const transitions: Record<GoalStatus, readonly GoalStatus[]> = {
  not_started: ['active', 'completed', 'cancelled'],
  active: ['paused', 'completed', 'cancelled'],
  paused: ['active', 'completed', 'cancelled'],
  completed: ['active'],
  cancelled: ['active'],
};

/** Whether a goal may go from one status to another. Staying where it is is always allowed. */
export function canChangeStatus(from: GoalStatus, to: GoalStatus): boolean {
  return from === to || transitions[from].includes(to);
}

/**
 * How far a goal has come: 0 to 100, two places. Rounded down, so that 100 means reached and not nearly reached.
 * Without an amount to measure by, a goal is either completed or not.
 */
export function progressPercentage(goal: {
  status: GoalStatus;
  targetAmount: Prisma.Decimal | null;
  currentAmount: Prisma.Decimal;
}): number {
  if (!goal.targetAmount) return goal.status === 'completed' ? 100 : 0;
  if (goal.currentAmount.gte(goal.targetAmount)) return 100;
  return goal.currentAmount
    .times(100)
    .div(goal.targetAmount)
    .toDecimalPlaces(2, roundDown)
    .toNumber();
}

/** Whole days until the target date, by the UTC calendar; 0 once it is reached, null without one. */
export function daysRemaining(targetDate: Date | null, now: Date): number | null {
  if (!targetDate) return null;
  return Math.max(0, Math.round((targetDate.getTime() - startOfDay(now)) / dayMs));
}

/**
 * The earliest target date that is not in the past for anybody. The caller's time zone is unknown, and somewhere
 * on earth it is still yesterday.
 */
export function earliestTargetDate(now: Date): Date {
  return new Date(startOfDay(now) - dayMs);
}

/** A calendar date as the API writes it. */
export function isoDate(date: Date | null): string | null {
  return date && date.toISOString().slice(0, 10);
}

function startOfDay(now: Date): number {
  return Math.floor(now.getTime() / dayMs) * dayMs;
}

export interface Target {
  targetType: TargetType;
  targetAmount: unknown;
  targetDate: Date | null;
}

/** The kind of target a goal has when its creator names none. */
export function impliedTargetType(target: Omit<Target, 'targetType'>): TargetType {
  if (target.targetAmount) return 'amount';
  return target.targetDate ? 'date' : 'boolean';
}

/** Whether a goal can have this target. A date that did not change may lie in the past. */
export function decideTarget(
  target: Target,
  { now, dateIsNew }: { now: Date; dateIsNew: boolean },
): Permission {
  const { targetType, targetAmount, targetDate } = target;
  const fieldErrors: FieldError[] = [];
  if (targetType === 'amount' && !targetAmount)
    fieldErrors.push({ pointer: '/target_amount', message: 'is needed for this target' });
  if (targetType === 'date' && !targetDate)
    fieldErrors.push({ pointer: '/target_date', message: 'is needed for this target' });
  if (dateIsNew && targetDate && targetDate < earliestTargetDate(now))
    fieldErrors.push({ pointer: '/target_date', message: 'is in the past' });
  if (fieldErrors.length === 0) return allow;
  return refuse(errors.VALIDATION_FAILED, { errors: fieldErrors });
}
