import type { Calendar } from './calendar.rules';
import { dayOf } from './day.rules';
import { type ScheduleDetails, scheduleOf } from './schedule-details.rules';
import type { CheckInFact, ScheduleChange, StreakFacts } from './streak-facts';
import type { CalendarRow, FactsRow, ScheduleRow } from './streak-facts.queries';
import type { StreakState } from './streak-state.rules';

const inUtc = { at: 0, timezone: 'UTC', dayStartsAtMinute: 0 };

/** The facts about a system, and the state from which they continue. */
export interface KnownFacts {
  readonly facts: StreakFacts;
  readonly checkpoint: StreakState | undefined;
}

export function knownFactsOf(row: FactsRow): KnownFacts {
  const [schedule, ...schedules] = row.schedules.map(scheduleChangeOf);
  if (!schedule) throw new Error(`the system ${row.id} has no schedule`);

  const facts: StreakFacts = {
    calendar: calendarOf(row.calendar),
    createdAt: row.created_at,
    ...(row.started_on !== null && { startedOn: dayOf(row.started_on) }),
    schedules: [schedule, ...schedules],
    checkIns: checkInsOf(row.checkins),
    freezes: (row.freezes ?? []).map(({ id, day }) => ({ id, day: dayOf(day) })),
    vacations: (row.vacations ?? []).map(({ id, from, to }) => ({
      id,
      from: dayOf(from),
      to: dayOf(to),
    })),
    pauses: (row.pauses ?? []).map(({ id, from, to }) => ({
      id,
      from,
      ...(to !== null && { to }),
    })),
  };

  return { facts, checkpoint: row.through === null ? undefined : (row.state as StreakState) };
}

/** The order of check-ins in the evidence of a day is that of their times. */
function checkInsOf(lines: string | null): CheckInFact[] {
  if (lines === null) return [];

  return lines
    .split('\n')
    .map(checkInOf)
    .sort((first, second) => first.at - second.at || (first.id < second.id ? -1 : 1));
}

function checkInOf(line: string): CheckInFact {
  const [id = '', at, wall, recordedAt, isSkipped] = line.split(' ');

  return {
    id,
    at: Number(at),
    wall: Number(wall),
    recordedAt: Number(recordedAt),
    outcome: isSkipped === '1' ? 'skipped' : 'done',
  };
}

/** Returns the settings of a user over time; UTC for an unknown user. */
export function calendarOf(rows: readonly CalendarRow[] | null): Calendar {
  const [first = inUtc, ...changes] = rows ?? [];
  return [first, ...changes];
}

function scheduleChangeOf({ at, frequency, details, restDays }: ScheduleRow): ScheduleChange {
  const schedule = scheduleOf(frequency, details as ScheduleDetails);
  if (!schedule) throw new Error(`a stored schedule is invalid: ${frequency}`);

  return { at, schedule, restDays };
}
