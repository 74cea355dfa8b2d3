import { money } from '@tribe/service-kit';
import type { Goal } from '../goal/goal.queries';
import { isoDate, progressPercentage } from '../goal/goal.rules';
import { dateOf } from '../streak/day.rules';
import type { Streak } from '../streak/streak.rules';
import { streakSummaryView } from '../streak/streak.view';
import type { System } from '../system/system.queries';
import type { AmountDay } from './goal-progress.rules';
import { type DayRange, isDone, isDue, type ProgressDay, summaryOf } from './progress.rules';

export function systemProgressView(
  system: System,
  streak: Streak,
  { range, days }: { range: DayRange; days: readonly ProgressDay[] },
) {
  const summary = summaryOf(days);

  return {
    system_id: system.id,
    ...rangeView(range),
    ...streakSummaryView(streak),
    target_value: system.targetValue,
    target_unit: system.targetUnit,
    summary: {
      done_days: summary.doneDays,
      due_days: summary.dueDays,
      missed_days: summary.missedDays,
      completion_rate: summary.completionRate,
      total_value: summary.totalValue,
    },
    days: days.map(({ day, rule, level, value, checkins, streak: atEnd, trend }) => ({
      date: dateOf(day),
      rule,
      level,
      value,
      checkins,
      streak: atEnd,
      trend,
    })),
  };
}

export function goalProgressView(
  goal: Goal,
  { range, days }: { range: DayRange; days: readonly AmountDay[] },
) {
  return {
    goal_id: goal.id,
    ...rangeView(range),
    target_amount: goal.targetAmount && money(goal.targetAmount),
    target_currency: goal.targetCurrency,
    target_date: isoDate(goal.targetDate),
    current_amount: money(goal.currentAmount),
    progress_percentage: progressPercentage(goal),
    days: days.map(({ day, amount, total }) => ({
      date: dateOf(day),
      amount: money(amount),
      total: total && money(total),
    })),
  };
}

export function systemTodayView(system: System, streak: Streak, value: number | undefined) {
  return {
    id: system.id,
    goal_id: system.goalId,
    title: system.title,
    metric_type: system.metricType,
    target_value: system.targetValue,
    target_unit: system.targetUnit,
    target_time_local: system.targetTimeLocal,
    verification_required: system.verificationRequired,
    is_due: isDue(streak.statusToday),
    value_today: value ?? null,
    streak: streakSummaryView(streak),
  };
}

/** Counts the systems that are due and done today, with the longest current streak. */
export function countsView(streaks: readonly Streak[]) {
  return {
    due: streaks.filter(({ statusToday }) => isDue(statusToday)).length,
    done: streaks.filter(({ statusToday }) => isDone(statusToday)).length,
    best_streak: Math.max(0, ...streaks.map(({ current }) => current)),
  };
}

function rangeView({ from, to }: DayRange) {
  return { from: dateOf(from), to: dateOf(to) };
}
