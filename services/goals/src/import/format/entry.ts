/** The meaning of an entry for its day. `none` means that nothing was done, which needs no check-in. */
export type Outcome = 'completed' | 'skipped' | 'none';

/** One entry of a habit in another tracker. Texts are as in the file. */
export interface ForeignEntry {
  readonly line: number;
  /** The column of a table with a column per habit. */
  readonly column?: string | undefined;
  readonly habit: string;
  /** The id of the habit in the other tracker, which outlives its name. */
  readonly habitId?: string | undefined;
  readonly date: string;
  /** Tells apart several entries of a habit on a day. */
  readonly occurrence?: string | undefined;
  /** Undefined for a status that is not known. */
  readonly outcome: Outcome | undefined;
  readonly value?: string | undefined;
  readonly unit?: string | undefined;
  readonly note?: string | undefined;
}

/** The entries of a file, and the columns that were not used. */
export interface ForeignEntries {
  readonly entries: Iterable<ForeignEntry>;
  readonly ignoredColumns: readonly string[];
}
