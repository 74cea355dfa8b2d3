import { DiscoveryService } from '@nestjs/core';
import type { SqlTransaction } from '@tribe/service-kit';

/** How many rows, or whatever is counted, were erased, by kind: `{ goals_deleted: 3, notes_erased: 12 }`. */
export type ErasedCounts = Readonly<Record<string, number>>;

/** Some rows of one section of what a service holds about a person: JSON. */
export interface PersonalDataPage {
  /** `contributions`, `notifications`, … */
  readonly section: string;
  readonly rows: readonly object[];
}

/** What a service does with the personal data it holds, or with a part of it. Every service with a schema has at least one. */
export interface PersonalData<Tx extends SqlTransaction = SqlTransaction> {
  /**
   * Everything the service holds about the person, in words they understand, in pages of at most 500 rows. Nothing of
   * others but what the person sees of them in the app.
   */
  exportFor(userId: string): AsyncIterable<PersonalDataPage>;

  /**
   * Erases some of what is held about the person, at most a few hundred rows, and publishes what others have to know.
   * Called, each time in a transaction, until it counts nothing: then nothing is left. What counts for others too (a
   * contribution to a shared goal) stays, without a name or a word of the person.
   */
  erase(tx: Tx, userId: string): Promise<ErasedCounts>;
}

/**
 * Marks a provider of {@link PersonalData}. A service may have several, each for its own tables.
 *
 * @example
 * @PersonalDataSource()
 * class GoalsPersonalData implements PersonalData<Tx> { … }
 */
export const PersonalDataSource = DiscoveryService.createDecorator();
