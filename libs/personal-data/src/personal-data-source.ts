import { DiscoveryService } from '@nestjs/core';
import type { SqlTransaction } from '@tribe/service-kit';

/** Number of erased items by kind: `{ goals_deleted: 3, notes_erased: 12 }`. */
export type ErasedCounts = Readonly<Record<string, number>>;

/** A page of rows from one section of an export. */
export interface PersonalDataPage {
  /** `contributions`, `notifications`, … */
  readonly section: string;
  readonly rows: readonly object[];
}

/**
 * Exports and erases the personal data of a service, or of a part of it. Every service with a schema has at least one
 * implementation.
 */
export interface PersonalData<Tx extends SqlTransaction = SqlTransaction> {
  /**
   * Yields all data about the user, in terms the user understands, in pages of at most 500 rows. Contains only such
   * data of other users as the user sees in the app.
   */
  exportFor(userId: string): AsyncIterable<PersonalDataPage>;

  /**
   * Erases a batch of at most a few hundred rows and publishes the resulting events. Called in successive transactions
   * until all counts are 0. Keeps rows that matter to other users (a contribution to a shared goal), without the user's
   * name or texts.
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
