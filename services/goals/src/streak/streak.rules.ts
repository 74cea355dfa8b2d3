import type { Day } from './day.rules';
import type { StreakUnit } from './schedule.rules';
import type { DayRule, StreakDay, StreakFacts } from './streak-facts';
import { copyOf, countDay, initialState, type StreakState } from './streak-state.rules';
import { type Timeline, timelineOf } from './streak-timeline.rules';

/** Days that a checkpoint leaves out, so that what arrives a few days late does not need the whole history. */
export const daysAfterCheckpoint = 7;

export interface Streak {
  readonly unit: StreakUnit;
  readonly current: number;
  /** In the current unit. */
  readonly longest: number;
  /** Freezes in stock. */
  readonly freezes: number;
  readonly today: Day;
  readonly statusToday: DayRule;
  /** The state at least seven days ago, from which later facts continue; absent for a young system. */
  readonly checkpoint: StreakState | undefined;
}

/**
 * Folds the facts about a system into its streak. The order in which facts arrived has no effect, because each belongs to a
 * day and the days are counted in order.
 *
 * @param checkpoint a state returned for the same facts about the days up to it; facts about these days may be left out
 */
export function foldStreak(facts: StreakFacts, now: number, checkpoint?: StreakState): Streak {
  const timeline = timelineOf(facts, now);
  const state = startOf(timeline, checkpoint);
  const checkpointAt = timeline.today - 1 - daysAfterCheckpoint;
  let next = checkpoint;
  let status: DayRule = 'not_scheduled';

  while (state.through < timeline.today) {
    status = countDay(state, timeline, state.through + 1 < timeline.today).rule;
    if (state.through === checkpointAt) next = copyOf(state);
  }

  return {
    unit: state.unit,
    current: state.current,
    longest: state.longest[state.unit],
    freezes: state.freezes,
    today: timeline.today,
    statusToday: status,
    checkpoint: next,
  };
}

/** Explains the days of a range, as far as they have begun. Days before the system existed have no entry. */
export function explainStreak(
  facts: StreakFacts,
  now: number,
  { from, to, checkpoint }: { from: Day; to: Day; checkpoint?: StreakState | undefined },
): StreakDay[] {
  const timeline = timelineOf(facts, now);
  const state = startOf(timeline, checkpoint && checkpoint.through < from ? checkpoint : undefined);
  const last = Math.min(to, timeline.today);
  const days: StreakDay[] = [];

  while (state.through < last) {
    const day = countDay(state, timeline, state.through + 1 < timeline.today);
    if (day.day >= from) days.push(day);
  }

  return days;
}

function startOf({ first, unitOn }: Timeline, checkpoint: StreakState | undefined): StreakState {
  return checkpoint ? copyOf(checkpoint) : initialState(first, unitOn(first));
}

export type { StreakFacts } from './streak-facts';
