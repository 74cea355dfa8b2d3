import { type Day, weekdayOf } from './day.rules';
import type { StreakUnit } from './schedule.rules';
import type { DayRule, StreakDay, WeekOutcome } from './streak-facts';
import type { DayFacts, Timeline } from './streak-timeline.rules';

/** Days that must be done to earn a freeze. */
export const doneDaysPerFreeze = 7;
/** Freezes in stock; a full stock earns none. */
export const maxFreezes = 2;

const sunday = 6;

/** The state of a streak at the end of a day. Plain data, so that it can be stored. */
export interface StreakState {
  /** The last day that is counted. */
  through: Day;
  unit: StreakUnit;
  current: number;
  longest: Record<StreakUnit, number>;
  freezes: number;
  /** Days done since the last freeze was earned. */
  towardsFreeze: number;
  /** The days of the current week, if the streak counts weeks. */
  week: { done: number; available: number; isKept: boolean };
}

export function initialState(first: Day, unit: StreakUnit): StreakState {
  return {
    through: first - 1,
    unit,
    current: 0,
    longest: { days: 0, weeks: 0 },
    freezes: 0,
    towardsFreeze: 0,
    week: emptyWeek(),
  };
}

export function copyOf(state: StreakState): StreakState {
  return { ...state, longest: { ...state.longest }, week: { ...state.week } };
}

/** Counts the next day, which changes the state. A day that has not ended cannot break a streak. */
export function countDay(state: StreakState, timeline: Timeline, hasEnded: boolean): StreakDay {
  const day = state.through + 1;
  const facts = timeline.on(day);
  state.through = day;
  if (facts.unit !== state.unit) startUnit(state, facts.unit);
  const judged = judge(state, facts, hasEnded);
  if (judged.rule === 'done' || judged.rule === 'done_late') countDone(state, facts);
  if (judged.rule === 'frozen') state.freezes -= 1;
  if (judged.rule === 'missed') state.current = 0;
  const week =
    state.unit === 'weeks' ? countWeekday(state, timeline, { facts, judged, hasEnded }) : undefined;

  return { day, ...judged, streak: state.current, week };
}

interface Judged {
  readonly rule: DayRule;
  readonly evidence: readonly string[];
}

/** A day that was done counts in any case; then come the reasons for which nothing was due. */
function judge(state: StreakState, facts: DayFacts, hasEnded: boolean): Judged {
  const { checkIns, vacationId, pauseId, freezeId } = facts;
  if (checkIns && checkIns.done.length > 0)
    return { rule: checkIns.isLate ? 'done_late' : 'done', evidence: checkIns.done };
  if (checkIns) return { rule: 'skipped', evidence: checkIns.skipped };
  if (vacationId) return { rule: 'vacation', evidence: [vacationId] };
  if (pauseId) return { rule: 'paused', evidence: [pauseId] };
  if (facts.isShortened) return without('shortened');
  if (facts.isRest) return without('rest');
  if (facts.unit === 'weeks')
    return without(isOpenToday(state, facts, hasEnded) ? 'pending' : 'not_scheduled');
  if (!facts.isDue) return without('not_scheduled');
  if (freezeId && state.freezes > 0) return { rule: 'frozen', evidence: [freezeId] };
  if (!hasEnded) return without('pending');
  if (facts.isFirst) return without('not_scheduled');

  return without(state.freezes > 0 ? 'frozen' : 'missed');
}

function isOpenToday(state: StreakState, { schedule }: DayFacts, hasEnded: boolean): boolean {
  return !hasEnded && schedule.kind === 'times_per_week' && !state.week.isKept;
}

function without(rule: DayRule): Judged {
  return { rule, evidence: [] };
}

function countDone(state: StreakState, facts: DayFacts): void {
  if (facts.unit === 'days') extend(state);
  if (state.freezes >= maxFreezes) return;
  state.towardsFreeze += 1;
  if (state.towardsFreeze < doneDaysPerFreeze) return;
  state.freezes += 1;
  state.towardsFreeze = 0;
}

/**
 * Counts a day of a week. The week is kept as soon as enough days are done. On its last day, it is also kept if every day on
 * which something could be done was; a week that a change of the unit cuts short cannot be missed.
 */
function countWeekday(
  state: StreakState,
  timeline: Timeline,
  { facts, judged, hasEnded }: { facts: DayFacts; judged: Judged; hasEnded: boolean },
): WeekOutcome | undefined {
  const { week } = state;
  const times = facts.schedule.kind === 'times_per_week' ? facts.schedule.times : 0;
  const isDone = judged.rule === 'done' || judged.rule === 'done_late';
  if (isDone) week.done += 1;
  if (isDone || (judged.rule === 'not_scheduled' && !facts.isFirst)) week.available += 1;
  if (week.done >= times) keepWeek(state);
  const isCut = timeline.unitOn(state.through + 1) !== 'weeks';
  if (!hasEnded || (weekdayOf(state.through) !== sunday && !isCut)) return undefined;

  const outcome = closeWeek(state, times, isCut);
  state.week = emptyWeek();

  return outcome;
}

function closeWeek(state: StreakState, times: number, isCut: boolean): WeekOutcome {
  const { done, available, isKept } = state.week;
  if (!isKept && available > 0 && done >= Math.min(times, available)) keepWeek(state);
  if (state.week.isKept) return 'kept';
  if (available === 0 || isCut) return 'neutral';

  if (state.freezes > 0) {
    state.freezes -= 1;
    return 'frozen';
  }

  state.current = 0;

  return 'missed';
}

function keepWeek(state: StreakState): void {
  if (state.week.isKept) return;
  state.week.isKept = true;
  extend(state);
}

function extend(state: StreakState): void {
  state.current += 1;
  state.longest[state.unit] = Math.max(state.longest[state.unit], state.current);
}

/** Days and weeks cannot be added, so a change of the unit begins a new streak. */
function startUnit(state: StreakState, unit: StreakUnit): void {
  state.unit = unit;
  state.current = 0;
  state.week = emptyWeek();
}

function emptyWeek(): StreakState['week'] {
  return { done: 0, available: 0, isKept: false };
}
