/** A ban that was not lifted. */
export interface Ban {
  readonly actionId: string;
  /** Null for a ban without an end. */
  readonly until: Date | null;
}

/** The effect of the bans of a user. */
export interface Banishment {
  /** A ban without an end, which closes the account. */
  readonly closedBy: string | null;
  /** The latest end of the others. */
  readonly until: Date | null;
}

export function banishmentOf(bans: readonly Ban[]): Banishment {
  const ends = bans.flatMap(({ until }) => until?.getTime() ?? []);
  return {
    closedBy: bans.find(({ until }) => until === null)?.actionId ?? null,
    until: ends.length === 0 ? null : new Date(Math.max(...ends)),
  };
}
