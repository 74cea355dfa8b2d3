import type { Client } from 'pg';
import { systemsOfCohort } from './cohort';
import { shapeTables } from './cohort-tables';
import { expressionsFor, type Source } from './expressions';
import { goalSources, peopleSources } from './goal.sources';
import { systemSources } from './system.sources';

export interface Loaded {
  readonly seconds: number;
  /** Of the database. */
  readonly gigabytes: number;
  /** Rows by table. */
  readonly rows: ReadonlyMap<string, number>;
}

/**
 * Fills the schema of goals. The server computes the rows in the order of their time, as a running service would have
 * written them, without triggers and foreign keys. Indexes that back no constraint are created when their table is full.
 */
export async function loadGoals(client: Client, cohorts: number): Promise<Loaded> {
  const start = performance.now();
  const now = new Date();
  await prepare(client, now);
  const sql = expressionsFor(cohorts, now);
  const sources = [...peopleSources(sql), ...goalSources(sql), ...systemSources(sql)];
  const tables = [...new Set(sources.map(({ table }) => table))];
  await client.query(`TRUNCATE ${tables.map((table) => `goals.${table}`).join(', ')} CASCADE`);
  const rows = new Map<string, number>();

  for (const table of tables) {
    const indexes = await dropIndexes(client, table);
    let count = 0;

    for (const source of sources)
      if (source.table === table) count += await insertRows(client, source);

    for (const index of indexes) await client.query(index);
    await client.query(`VACUUM ANALYZE goals.${table}`);
    rows.set(table, count);
  }

  await client.query('RESET ALL; DROP SCHEMA bench CASCADE');
  const seconds = (performance.now() - start) / 1000;

  return { seconds, gigabytes: await sizeOf(client), rows };
}

async function prepare(client: Client, now: Date): Promise<void> {
  await client.query(`
    SET session_replication_role = 'replica';
    SET synchronous_commit = off;
    SET maintenance_work_mem = '512MB';
    SET work_mem = '256MB';
    SET jit = off;
    DROP SCHEMA IF EXISTS bench CASCADE;
    CREATE SCHEMA bench;
    ${shapeTables}`);

  await client.query(
    `INSERT INTO bench.systems
     SELECT number, "user", "checkIns", "isVerified", through, state
       FROM jsonb_to_recordset($1::jsonb)
         AS shape (number int, "user" int, "checkIns" int, "isVerified" boolean, through date, state text)`,
    [JSON.stringify(systemsOfCohort(now))],
  );

  await client.query('ANALYZE bench.goals, bench.participants, bench.contributions, bench.systems');
}

/** @returns the number of rows */
async function insertRows(
  client: Client,
  { table, columns, select, steps = { count: 1, perStatement: 1 } }: Source,
): Promise<number> {
  let inserted = 0;

  for (let from = 0; from < steps.count; from += steps.perStatement) {
    const to = Math.min(steps.count, from + steps.perStatement) - 1;

    const { rowCount } = await client.query(
      `WITH steps AS (SELECT step FROM generate_series(${from}::bigint, ${to}) AS step)
       INSERT INTO goals.${table} (${columns}) ${select}`,
    );

    inserted += rowCount ?? 0;
  }

  return inserted;
}

/** @returns the statements that create the indexes again */
async function dropIndexes(client: Client, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index
      WHERE indrelid = 'goals.${table}'::regclass
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
  );

  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);

  return rows.map(({ definition }) => definition);
}

async function sizeOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    'SELECT pg_database_size(current_database()) AS bytes',
  );
  return Number(rows[0]?.bytes) / 1e9;
}
