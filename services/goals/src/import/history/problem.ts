import { beginningOf } from '@tribe/service-kit';

/** Why a line is refused. */
export type ProblemCode =
  | 'HABIT_INVALID'
  | 'DATE_INVALID'
  | 'DATE_IN_FUTURE'
  | 'DATE_TOO_OLD'
  | 'STATUS_UNKNOWN'
  | 'VALUE_INVALID'
  | 'UNIT_INVALID'
  | 'NOTE_INVALID'
  | 'LINE_REPEATED'
  | 'LINE_INVALID'
  | 'SYSTEM_LIMIT_REACHED'
  | 'SYSTEM_NOT_FOUND'
  | 'SYSTEM_ARCHIVED'
  | 'CHECKIN_LIMIT_REACHED'
  | 'VERIFICATION_REQUIRED'
  | 'GOAL_NOT_FOUND'
  | 'GOAL_NOT_OWNED'
  | 'GOAL_NOT_ACTIVE'
  | 'GOAL_SHARED'
  | 'CONTRIBUTION_NOT_FOUND'
  | 'CONTRIBUTION_TOO_LARGE'
  | 'CORRECTION_TOO_LARGE'
  | 'REMINDER_LIMIT_REACHED';

export interface Problem {
  readonly line: number;
  readonly code: ProblemCode;
  /** The field, or the column of a table with a column per habit. */
  readonly field: string | null;
  readonly message: string;
}

/** At most this many refused lines are listed; the rest is counted. */
const maxListed = 500;

/** Collects the refused lines of a file. */
export class Problems {
  readonly listed: Problem[] = [];
  count = 0;

  add({ field, ...problem }: Problem): void {
    this.count += 1;
    if (this.listed.length >= maxListed) return;
    this.listed.push({ ...problem, field: field === null ? null : shownName(field) });
  }
}

const maxShown = 100;

/** Returns a name in a file, such as that of a column, as a report shows it. A file can have any names. */
export function shownName(name: string): string {
  const start = name.slice(0, 2 * maxShown).replaceAll(/[\p{Cc}\p{Cs}\uFFFD]/gu, ' ');
  return beginningOf(start, maxShown);
}
