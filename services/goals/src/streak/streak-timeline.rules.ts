import { dayMs } from '@tribe/service-kit';
import {
  type Calendar,
  dayAt,
  dayOfWall,
  inOrder,
  settingsAt,
  shortenedDays,
  startOf,
} from './calendar.rules';
import { type Day, weekdayOf } from './day.rules';
import { dueOn, type Schedule, type StreakUnit, unitOf } from './schedule.rules';
import type { CheckInFact, ScheduleChange, StreakFacts } from './streak-facts';

/** The facts about one day. */
export interface DayFacts {
  readonly schedule: Schedule;
  readonly unit: StreakUnit;
  readonly isDue: boolean;
  readonly isRest: boolean;
  readonly isShortened: boolean;
  /** The day on which the system was created or the habit began, if that was earlier. */
  readonly isFirst: boolean;
  readonly checkIns: CheckInsOfDay | undefined;
  readonly freezeId: string | undefined;
  readonly vacationId: string | undefined;
  readonly pauseId: string | undefined;
}

export interface CheckInsOfDay {
  readonly done: string[];
  readonly skipped: string[];
  /** Every check-in that counts was recorded after the day had ended. */
  isLate: boolean;
}

/** The facts about a system by day. */
export interface Timeline {
  /** The day on which the habit began, or of a check-in that a device dated before it. */
  readonly first: Day;
  /** The latest date that the user has reached, at home or where a device was. */
  readonly today: Day;
  readonly unitOn: (day: Day) => StreakUnit;
  readonly on: (day: Day) => DayFacts;
}

interface Period {
  readonly from: Day;
  readonly schedule: Schedule;
  readonly unit: StreakUnit;
  readonly isDue: (day: Day) => boolean;
  readonly restDays: readonly number[];
}

export function timelineOf(unordered: StreakFacts, now: number): Timeline {
  const calendar = inOrder(unordered.calendar);
  const facts = { ...unordered, calendar };
  const begin = beginOf(facts);
  const [initial, ...changes] = inOrder(facts.schedules);
  const initialPeriod = periodOf(calendar, { ...initial, at: Math.min(initial.at, begin.at) });
  const periods = changes.map((each) => periodOf(calendar, each));
  const periodOn = (day: Day) => periods.findLast(({ from }) => from <= day) ?? initialPeriod;
  const { byDay, first, reached } = checkInsByDay(facts, now);
  const shortened = shortenedDays(calendar, begin.at);
  const freezes = new Map(facts.freezes.map(({ id, day }) => [day, id]));
  const pauses = pausesOf(facts);
  const localToday = dayAt(calendar, now);

  return {
    first: Math.min(begin.day, first),
    today: Math.max(localToday, Math.min(reached, localToday + 1)),
    unitOn: (day) => periodOn(day).unit,
    on: (day) => {
      const period = periodOn(day);
      return {
        schedule: period.schedule,
        unit: period.unit,
        isDue: period.isDue(day),
        isRest: period.restDays.includes(weekdayOf(day)),
        isShortened: shortened.has(day),
        isFirst: day <= begin.day,
        checkIns: byDay.get(day),
        freezeId: freezes.get(day),
        vacationId: facts.vacations.find(({ from, to }) => from <= day && day <= to)?.id,
        pauseId: pauses.find(({ from, to }) => from <= day && day < to)?.id,
      };
    },
  };
}

/** Returns when the habit began: with the creation of the system, or earlier. */
function beginOf({ calendar, createdAt, startedOn }: StreakFacts): { day: Day; at: number } {
  const created = { day: dayAt(calendar, createdAt), at: createdAt };
  if (startedOn === undefined || startedOn >= created.day) return created;

  return { day: startedOn, at: startOf(settingsAt(calendar, startedOn * dayMs), startedOn) };
}

/** A change of schedule applies from the day on which it is made; of several on a day, the last one. */
function periodOf(calendar: Calendar, { at, schedule, restDays }: ScheduleChange): Period {
  const from = dayAt(calendar, at);
  return { from, schedule, unit: unitOf(schedule), isDue: dueOn(schedule, from), restDays };
}

/** A pause begins with its day and ends before the day on which the system is resumed. */
function pausesOf({ calendar, pauses }: StreakFacts) {
  return pauses.map(({ id, from, to }) => ({
    id,
    from: dayAt(calendar, from),
    to: to === undefined ? Infinity : dayAt(calendar, to),
  }));
}

function checkInsByDay({ calendar, checkIns }: StreakFacts, now: number) {
  const byDay = new Map<Day, CheckInsOfDay>();
  let [first, reached] = [Infinity, -Infinity];

  for (const checkIn of checkIns) {
    const day = dayOfWall(calendar, checkIn.wall, checkIn.at);
    const known = byDay.get(day) ?? { done: [], skipped: [], isLate: true };
    byDay.set(day, known);
    first = Math.min(first, day);
    if (checkIn.at <= now) reached = Math.max(reached, day);
    known[checkIn.outcome].push(checkIn.id);
    if (checkIn.outcome === 'done' && !isLate(calendar, checkIn, day)) known.isLate = false;
  }

  return { byDay, first, reached };
}

/** Returns whether the day had ended on the clock of the device when the check-in arrived. */
function isLate(calendar: Calendar, { at, wall, recordedAt }: CheckInFact, day: Day): boolean {
  return dayOfWall(calendar, wall + Math.max(0, recordedAt - at), at) > day;
}
