import { dayMs, wallTimeIn } from '@tribe/service-kit';
import { firstInstantOf } from './wall-clock.rules';

const minuteMs = 60_000;
const daysPerWeek = 7;
/** 1970-01-01 was a Thursday. */
const weekdayOfFirstDay = 3;
/** Two weeks: clocks skip one date at most, so a weekly time comes in the second week at the latest. */
const horizonDays = 15;

/** A time on the clock at which a user is reminded. */
export interface ReminderTime {
  /** `HH:MM`. */
  readonly time: string;
  /** 0 for Monday to 6 for Sunday; empty for every day. */
  readonly weekdays: readonly number[];
}

export interface ReminderClock {
  /** IANA name. */
  readonly timezone: string;
  /** The reminder fires after this instant, in milliseconds since 1970. */
  readonly after: number;
  /** The date of the last firing, as days since 1970. A date fires once, also in another zone. */
  readonly firedOn?: number | undefined;
}

/** The next firing: its instant, and the date that it belongs to, as days since 1970. */
export interface Firing {
  readonly at: number;
  readonly day: number;
}

/**
 * Returns the next firing. A local time that does not exist fires at the next existing minute; a local time that happens
 * twice fires the first time.
 */
export function nextFiring({ time, weekdays }: ReminderTime, clock: ReminderClock): Firing {
  const { timezone, after, firedOn = -Infinity } = clock;
  const today = Math.floor(wallTimeIn(timezone, new Date(after)).getTime() / dayMs);
  const first = Math.max(today, firedOn + 1);

  for (let day = first; day < first + horizonDays; day++) {
    if (weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) continue;
    const at = instantOn(day, time, timezone);
    if (at !== undefined && at > after) return { at, day };
  }

  throw new Error(`no time of the reminder exists in ${timezone}`);
}

/** Returns the instant at which a time on a date fires; undefined if the date does not exist. */
export function instantOn(day: number, time: string, timezone: string): number | undefined {
  return firstInstantOf(timezone, day * dayMs + minuteOf(time) * minuteMs);
}

/** Returns minutes after midnight. */
function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function weekdayOf(day: number): number {
  return (day + weekdayOfFirstDay) % daysPerWeek;
}
