import type { Prisma } from '../generated/prisma/client';
import type { GoalStatus, TargetType } from '../generated/prisma/enums';

/** The largest amount numeric(12,2) holds. */
export const MAX_AMOUNT = '9999999999.99';

const DAY_MS = 86_400_000;
const ROUND_DOWN = 1;

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
  return goal.currentAmount.times(100).div(goal.targetAmount).toDecimalPlaces(2, ROUND_DOWN).toNumber();
}

/** Whole days until the target date, by the UTC calendar; 0 once it is reached, null without one. */
export function daysRemaining(targetDate: Date | null, now: Date): number | null {
  if (!targetDate) return null;
  return Math.max(0, Math.round((targetDate.getTime() - startOfDay(now)) / DAY_MS));
}

/**
 * The earliest target date that is not in the past for anybody. The caller's time zone is unknown, and somewhere
 * on earth it is still yesterday.
 */
export function earliestTargetDate(now: Date): Date {
  return new Date(startOfDay(now) - DAY_MS);
}

function startOfDay(now: Date): number {
  return Math.floor(now.getTime() / DAY_MS) * DAY_MS;
}

export interface Target {
  targetType: TargetType;
  targetAmount: unknown;
  targetDate: unknown;
}

/** The kind of target a goal has when its creator names none. */
export function impliedTargetType(target: { targetAmount?: unknown; targetDate?: unknown }): TargetType {
  if (target.targetAmount) return 'amount';
  return target.targetDate ? 'date' : 'boolean';
}

/** The body field a target lacks, or null when the target is whole. */
export function missingTargetField(target: Target): 'target_amount' | 'target_date' | null {
  if (target.targetType === 'amount' && !target.targetAmount) return 'target_amount';
  if (target.targetType === 'date' && !target.targetDate) return 'target_date';
  return null;
}
