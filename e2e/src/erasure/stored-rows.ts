import { readTopology } from '@tribe/local-servers';
import type { Tribe } from '@tribe/testing';

/** The services with a schema. */
export const stores = readTopology().filter(({ hasDatabase, canStart }) => hasDatabase && canStart);

/**
 * Tables that may contain the id of an erased user: shared data of other users, tombstones of projections, technical
 * records with a retention period, the event of the erasure, system messages, and the receipt. The id resolves to no user.
 */
export const mayKnowTheId =
  /\.(user_cards|dead_letters|relationships|blocks|mutes|due_jobs|erasures|badges|goal_cards|goal_contributions|goal_participants|messages|partnerships|partnership_pairs|partnership_members|partnership_invitation_log)$/;

/**
 * Returns the rows of all services that contain one of the words, also in columns of bytes, except outboxes, which expire
 * with the streams.
 */
export async function rowsThatMention(
  tribe: Tribe,
  words: readonly string[],
): Promise<{ table: string; row: string }[]> {
  const found: { table: string; row: string }[] = [];
  for (const { name, schema } of stores) {
    const db = await tribe.db(name);
    const tables = await db.query(
      `SELECT table_name FROM information_schema.tables
        WHERE table_schema = $1 AND table_type = 'BASE TABLE' AND table_name NOT IN ('outbox', '_prisma_migrations')`,
      [schema],
    );
    for (const { table_name: table } of tables.rows) {
      const pattern = words.flatMap((word) => [`%${word}%`, `%${hexOf(word)}%`]);
      const rows = await db.query(
        `SELECT t::text AS row FROM "${table}" t WHERE t::text ILIKE ANY($1)`,
        [pattern],
      );
      found.push(...rows.rows.map(({ row }) => ({ table: `${name}.${table}`, row: String(row) })));
    }
  }
  return found;
}

const hexOf = (word: string) => Buffer.from(word).toString('hex');
