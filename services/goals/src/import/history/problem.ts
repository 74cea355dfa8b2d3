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
  | 'CHECKIN_LIMIT_REACHED';

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

  add(problem: Problem): void {
    this.count += 1;
    if (this.listed.length < maxListed) this.listed.push(problem);
  }
}
