import { dateOf } from '../../streak/day.rules';
import type { KeyedEntry } from './history.rules';

/** The fate of the entries of a habit. */
export interface Plan {
  readonly fresh: readonly KeyedEntry[];
  /** Entries that this import has added before it was interrupted. */
  readonly added: number;
  /** Entries that an earlier import has added, also if their check-ins were deleted since. */
  readonly known: number;
  /** Entries of days that have the maximum number of check-ins. */
  readonly excess: readonly KeyedEntry[];
  /** Entries that only a partner can confirm, so that no file can be the way around the verification. */
  readonly unverified: readonly KeyedEntry[];
  /** New entries of a system that its owner has archived since an earlier import. */
  readonly archived: readonly KeyedEntry[];
}

interface Limits {
  readonly importId: string;
  readonly maxPerDay: number;
  readonly isArchived: boolean;
  /** Whether an entry needs the verification of a partner. */
  needsVerification(entry: KeyedEntry): boolean;
}

/** The check-ins that a system has already. */
export interface KnownHistory {
  /** Client ids with their imports. */
  readonly clientIds: ReadonlyMap<string, string | null>;
  readonly perDay: ReadonlyMap<string, number>;
}

export function planOf(
  entries: readonly KeyedEntry[],
  { clientIds, perDay }: KnownHistory,
  { importId, maxPerDay, isArchived, needsVerification }: Limits,
): Plan {
  const counts = new Map(perDay);
  const fresh: KeyedEntry[] = [];
  const excess: KeyedEntry[] = [];
  const unverified: KeyedEntry[] = [];
  const archived: KeyedEntry[] = [];
  let [added, known] = [0, 0];

  for (const entry of entries) {
    const date = dateOf(entry.day);
    const count = counts.get(date) ?? 0;

    if (clientIds.has(entry.clientId)) {
      if (clientIds.get(entry.clientId) === importId) added += 1;
      else known += 1;
    } else if (isArchived) archived.push(entry);
    else if (needsVerification(entry)) unverified.push(entry);
    else if (count >= maxPerDay) excess.push(entry);
    else {
      counts.set(date, count + 1);
      fresh.push(entry);
    }
  }

  return { fresh, added, known, excess, unverified, archived };
}
