import { dateOf } from './day.rules';
import type { StreakUnit } from './schedule.rules';
import type { StreakDay } from './streak-facts';
import type { Streak } from './streak.rules';

export function streakSummaryView({ unit, current, longest, statusToday }: Streak) {
  return { unit, current_streak: current, longest_streak: longest, status_today: statusToday };
}

export function streakView(systemId: string, streak: Streak) {
  return {
    system_id: systemId,
    ...streakSummaryView(streak),
    today: dateOf(streak.today),
    freezes_available: streak.freezes,
  };
}

export function explanationView(systemId: string, unit: StreakUnit, days: readonly StreakDay[]) {
  return {
    system_id: systemId,
    unit,
    days: days.map(({ day, rule, evidence, streak, week }) => ({
      date: dateOf(day),
      rule,
      evidence_ids: evidence,
      streak,
      week: week ?? null,
    })),
  };
}
