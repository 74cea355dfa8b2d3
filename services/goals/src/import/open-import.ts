import type { UserCard, UserCards } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import { lockOpenImport, type OpenImport } from './import.queries';

/** The import is gone, with the account of its user, or has ended. */
export class ImportGoneError extends Error {}

/**
 * Locks an import that has not ended.
 *
 * @throws ImportGoneError
 */
export async function requireOpen(sql: Sql, { id }: OpenImport): Promise<void> {
  if (!(await lockOpenImport(sql, id))) throw new ImportGoneError();
}

/** The card of the user of an import, who owns what it creates. */
export async function ownerCard(cards: UserCards, { userId: id }: OpenImport): Promise<UserCard> {
  return (await cards.get([id])).get(id) ?? { id, username: '', fullName: '' };
}
