import type { StreakDay, StreakDayRule } from '@tribe/client';

const dayMs = 86_400_000;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const meanings: Readonly<Record<StreakDayRule, string>> = {
  done: 'done',
  done_late: 'done, entered later',
  skipped: 'skipped',
  frozen: 'not done, a freeze holds the streak',
  vacation: 'on vacation',
  paused: 'paused',
  rest: 'rest day',
  shortened: 'too short to count',
  not_scheduled: 'nothing was due',
  missed: 'missed, the streak ends',
  pending: 'not done yet',
};

/**
 * Returns the lines of a table that explains a streak day by day.
 *
 * @param notes remarks by date
 */
export function streakTable(
  days: readonly StreakDay[],
  notes: Readonly<Record<string, string>> = {},
): string[] {
  const width = Math.max(...days.map(({ rule }) => meanings[rule].length));

  return [
    `${'Day'.padEnd(14)}  ${'What happened'.padEnd(width)}  Streak`,
    ...days.map(({ date, rule, streak }) => {
      const note = notes[date] === undefined ? '' : `  ← ${notes[date]}`;
      const day = `${weekdays[new Date(date).getUTCDay()]} ${date}`;
      return `${day}  ${meanings[rule].padEnd(width)}  ${String(streak).padStart(6)}${note}`;
    }),
  ];
}

/** Returns the date a number of days before another. */
export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * dayMs).toISOString().slice(0, 10);
}
