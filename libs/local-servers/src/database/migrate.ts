import { setTimeout as delay } from 'node:timers/promises';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { type Client, escapeIdentifier } from 'pg';
import type { Migration } from './migration-list';
import { withClient } from './roles';
import { withSchemaEngine } from './schema-engine';

const lockPollMs = 50;

export interface MigrateOptions {
  /** URL of the schema's owner role. */
  ownerUrl: string;
  schema: string;
  /** Runtime role of the service; may read the migration ledger but not change it. */
  runtimeRole: string;
  migrations: Migration[];
}

/**
 * Applies missing migrations in name order and records them in Prisma's ledger (`_prisma_migrations`). Concurrent
 * migrators of a database wait for each other.
 *
 * @returns the names of the applied migrations
 * @throws Error with the name of the failed migration and the message of the database
 */
export async function migrate({
  ownerUrl,
  schema,
  runtimeRole,
  migrations,
}: MigrateOptions): Promise<string[]> {
  if (migrations.length === 0) return [];
  return withClient(ownerUrl, async (client) => {
    await lockDatabase(client);
    await dropInvalidIndexes(client, schema);
    const applied = await applyMigrations(ownerUrl, schema, migrations);
    const [name, role] = [schema, runtimeRole].map(escapeIdentifier);
    await client.query(`REVOKE INSERT, UPDATE, DELETE ON ${name}._prisma_migrations FROM ${role}`);

    return applied;
  });
}

/**
 * A statement that waits for a lock has a snapshot, for whose end `CREATE INDEX CONCURRENTLY` waits. So this asks again
 * instead, and also excludes the migrators of other schemas, which would wait for the lock of the engine.
 */
async function lockDatabase(client: Client): Promise<void> {
  const lock = "SELECT pg_try_advisory_lock(hashtextextended('migrate', 0)) AS locked";
  const isLocked = async () => (await client.query<{ locked: boolean }>(lock)).rows[0]?.locked;
  while (!(await isLocked())) await delay(lockPollMs);
}

/** A failed `CREATE INDEX CONCURRENTLY` leaves an index that is not used, and that the next try must build anew. */
async function dropInvalidIndexes(client: Client, schema: string): Promise<void> {
  const invalid = `SELECT format('%I.%I', nspname, relname) AS name
    FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace
   WHERE nspname = $1 AND NOT indisvalid`;
  const { rows } = await client.query<{ name: string }>(invalid, [schema]);
  for (const { name } of rows) await client.query(`DROP INDEX CONCURRENTLY ${name}`);
}

async function applyMigrations(
  ownerUrl: string,
  schema: string,
  migrations: Migration[],
): Promise<string[]> {
  const migrationsList: MigrationList = {
    baseDir: '/',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
  const filters = { externalTables: [], externalEnums: [] };
  return withSchemaEngine(ownerUrl, schema, async (engine) => {
    try {
      return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
    } catch (error) {
      const text = String(error instanceof Error ? error.message : error);
      const migrationName = /migration_name="([^"]+)"/.exec(text)?.[1];
      // A script is one transaction, or one statement outside of any, so a failed one may be retried once it is corrected.
      if (migrationName) await engine.markMigrationRolledBack({ migrationName });
      throw new Error(readable(text, schema, migrationName), { cause: error });
    }
  });
}

/** Extracts the message of the database from that of the engine, which appends a trace of its functions. */
function readable(text: string, schema: string, migration: string | undefined): string {
  const message =
    text
      .split(/\n\s+0: /)[0]
      ?.replace('external connector error\n', '')
      .trim() ?? text;
  return migration
    ? `Migration ${migration} of schema ${schema}: ${message}`
    : `Schema ${schema}: ${message}`;
}
