import type { Calendar } from './calendar.rules';
import type { Day } from './day.rules';
import type { Schedule } from './schedule.rules';

/** The facts about a system. Instants are milliseconds since 1970. Lists may be in any order. */
export interface StreakFacts {
  readonly calendar: Calendar;
  readonly createdAt: number;
  /** The first day of a habit that is older than the system. */
  readonly startedOn?: Day;
  /** The earliest also applies before its instant. */
  readonly schedules: readonly [ScheduleChange, ...ScheduleChange[]];
  readonly checkIns: readonly CheckInFact[];
  /** Days that the owner froze by hand. */
  readonly freezes: readonly { readonly id: string; readonly day: Day }[];
  /** With the last day. */
  readonly vacations: readonly { readonly id: string; readonly from: Day; readonly to: Day }[];
  /** `to` is absent while the system is paused. */
  readonly pauses: readonly { readonly id: string; readonly from: number; readonly to?: number }[];
}

export interface ScheduleChange {
  readonly at: number;
  readonly schedule: Schedule;
  /** 0 for Monday. Nothing is due on these weekdays. */
  readonly restDays: readonly number[];
}

export interface CheckInFact {
  readonly id: string;
  /** When it happened. */
  readonly at: number;
  /** The time that the device showed, as of a clock in UTC that shows the same. */
  readonly wall: number;
  /** When it arrived. */
  readonly recordedAt: number;
  readonly outcome: 'done' | 'skipped';
}

/** The rule that decided a day. */
export type DayRule =
  | 'done'
  /** Done, but recorded after the day had ended. */
  | 'done_late'
  | 'skipped'
  | 'frozen'
  | 'vacation'
  | 'paused'
  | 'rest'
  /** The date was skipped or lasted less than 12 hours, because of a flight or another change of the settings. */
  | 'shortened'
  | 'not_scheduled'
  | 'missed'
  /** Due today, and not done yet. */
  | 'pending';

/** The outcome of a week, on its last day. */
export type WeekOutcome = 'kept' | 'frozen' | 'missed' | 'neutral';

export interface StreakDay {
  readonly day: Day;
  readonly rule: DayRule;
  /** Ids of the check-ins, freezes, vacations or pauses that the rule rests on. */
  readonly evidence: readonly string[];
  /** The streak at the end of the day. */
  readonly streak: number;
  readonly week: WeekOutcome | undefined;
}
